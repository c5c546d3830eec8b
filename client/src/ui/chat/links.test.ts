import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pieces } from './links.ts';

const links = (text: string) => pieces(text).flatMap(({ href }) => (href === null ? [] : [href]));

test.each([
  ['see https://example.org/a?b=c#d, or not', ['https://example.org/a?b=c#d']],
  ['(http://example.org)', ['http://example.org/']],
  ['https://en.example.org/wiki/A_(b).', ['https://en.example.org/wiki/A_(b)']],
  ['two: https://a.example https://b.example', ['https://a.example/', 'https://b.example/']],
  ['“https://example.org”', ['https://example.org/']],
  ['javascript:alert(1) data:text/html,x ftp://example.org', []],
  ['JAVASCRIPT://https', []],
  ['<a href="https://example.org">x</a>', ['https://example.org/']],
  ['https://', []],
])('RM2: %s', (text, expected) => {
  expect(links(text)).toEqual(expected);
});

test('RM2: nothing is lost or added, and only http and https are links', () => {
  const part = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('javascript:', 'http://', '\n', ')', '"'));
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join('');
      expect(
        pieces(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
      for (const href of links(text)) expect(href).toMatch(/^https?:\/\//);
    }),
  );
});
