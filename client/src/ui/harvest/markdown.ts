import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

/** Headings of notes stand below the page's own. */
const LOWER = 3;

const renderer = new MarkdownIt({ html: false, linkify: true }).disable('image');

renderer.core.ruler.push('lower_headings', ({ tokens }) => {
  for (const token of tokens) {
    const level = /^h(\d)$/.exec(token.tag)?.[1];
    if (level !== undefined) token.tag = `h${Math.min(6, Number(level) + LOWER)}`;
  }
});

/** A note as HTML: none of its own, no pictures from elsewhere, and whatever is left made safe. */
export function htmlOf(note: string): string {
  const safe = DOMPurify.sanitize(renderer.render(note), { FORBID_ATTR: ['style'], FORBID_TAGS: ['style'] });
  return safe.replaceAll('<a href', '<a target="_blank" rel="noopener noreferrer" href');
}
