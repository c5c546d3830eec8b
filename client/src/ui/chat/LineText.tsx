import { memo } from 'react';
import { pieces } from './links.ts';

/** What somebody wrote: text and nothing else, with line breaks and links. */
export const LineText = memo(function LineText({ text }: { text: string }) {
  return (
    <p className="line-text" dir="auto">
      {pieces(text).map((piece, index) =>
        piece.href === null ? (
          piece.text
        ) : (
          <a
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places
            key={index}
            href={piece.href}
            referrerPolicy="no-referrer"
            rel="noopener noreferrer nofollow"
            target="_blank"
          >
            {piece.text}
          </a>
        ),
      )}
    </p>
  );
});
