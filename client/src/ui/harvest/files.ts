import type { HarvestPage } from '../../model/documents.ts';
import type { Texts } from '../texts.ts';
import { htmlOf } from './markdown.ts';
import { dataUrl } from './pictures.ts';

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  );

/** The page as one Markdown file: notes and names of files. */
export function markdownFile(page: HarvestPage, t: Texts['documents'], title: string): string {
  const rooms = page.rooms.map(({ name, note, files }) => {
    const listed = files.map((file) => `- ${file.name}`).join('\n');
    return [`## ${name}`, note.trim() || `*${t.noNote}*`, ...(listed ? [`### ${t.files}`, listed] : [])].join(
      '\n\n',
    );
  });
  return `${[`# ${title}`, ...rooms].join('\n\n')}\n`;
}

/** The page as one HTML file that needs nothing else. */
export function htmlFile(
  page: HarvestPage,
  pictures: ReadonlyMap<string, string>,
  t: Texts['documents'],
  title: string,
): string {
  const rooms = page.rooms.map(({ room, name, note, files }) => {
    const picture = pictures.get(room);
    const drawn =
      picture === undefined ? '' : `<img alt="${escaped(t.boardOf(name))}" src="${dataUrl(picture)}">`;
    const listed = files.map((file) => `<li>${escaped(file.name)}</li>`).join('');
    return `<section><h2>${escaped(name)}</h2>${htmlOf(note)}${drawn}${listed && `<ul>${listed}</ul>`}</section>`;
  });
  const style =
    'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}img{max-width:100%}';
  const head = `<meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style>`;
  return `<!doctype html><html lang="en"><head>${head}</head><body><h1>${escaped(title)}</h1>${rooms.join('')}</body></html>\n`;
}
