// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { htmlOf } from './markdown.ts';

describe('RM3: a note as HTML', () => {
  it('keeps what Markdown says, with headings below the page’s own', () => {
    expect(htmlOf('# Ideas\n\n- **one**\n- two')).toContain('<h4>Ideas</h4>');
    expect(htmlOf('- **one**')).toContain('<strong>one</strong>');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[click](javascript:alert(1))',
    '![picture](https://elsewhere.example/track.png)',
    '<style>body { display: none }</style>',
    '<iframe src="https://elsewhere.example"></iframe>',
  ])('lets nothing act: %s', (note) => {
    const made = document.createElement('div');
    made.innerHTML = htmlOf(note);
    expect(made.querySelector('script, img, style, iframe, [onerror], [href^="javascript"]')).toBeNull();
  });

  it('opens links elsewhere and tells them nothing', () => {
    expect(htmlOf('[site](https://example.org)')).toContain('rel="noopener noreferrer"');
  });
});
