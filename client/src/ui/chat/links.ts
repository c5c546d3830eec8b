export interface Piece {
  readonly text: string;
  /** null: plain text. */
  readonly href: string | null;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\u2028\u2029]+/giu;
/** Marks of the sentence around an address, not of the address. */
const AFTER = /[.,;:!?'"…»”’]+$/u;

const count = (text: string, mark: string): number => text.split(mark).length - 1;

/** The end of an address as people write it: a closing bracket belongs to it only if it was opened in it. */
function trimmed(found: string): string {
  let address = found.replace(AFTER, '');
  while (address.endsWith(')') && count(address, ')') > count(address, '(')) {
    address = address.slice(0, -1).replace(AFTER, '');
  }
  return address;
}

/** RM2: a text with its web addresses; nothing but http and https ever becomes a link. */
export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    const url = URL.canParse(address) ? new URL(address) : null;
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) continue;
    if (match.index > done) found.push({ text: text.slice(done, match.index), href: null });
    found.push({ text: address, href: url.href });
    done = match.index + address.length;
  }
  if (done < text.length) found.push({ text: text.slice(done), href: null });
  return found;
}
