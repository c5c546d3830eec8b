import { Download, Image } from 'lucide-react';
import { createPortal } from 'react-dom';
import type { DocumentLink } from '../../model/document_link.ts';
import { download, fileName } from '../documents/download.ts';
import { IconButton } from '../parts/Button.tsx';
import { useTexts } from '../store.tsx';
import { pngOf, svgOf } from './picture.ts';

/** Taking the board away as a picture; stands in the pane's head. */
export function BoardTools({ link, name }: { link: DocumentLink; name: string }) {
  const t = useTexts().documents;
  const head = document.getElementById('board-tools');
  if (!head) return null;
  const keep = async (ending: 'png' | 'svg'): Promise<void> => {
    const picture =
      ending === 'png'
        ? await pngOf(link.doc)
        : new Blob([(await svgOf(link.doc, true)).outerHTML], { type: 'image/svg+xml' });
    download(fileName([t.board, name], ending), picture);
  };
  return createPortal(
    <>
      <IconButton label={t.png} onPress={() => void keep('png')} small>
        <Image aria-hidden size={18} />
      </IconButton>
      <IconButton label={t.svg} onPress={() => void keep('svg')} small>
        <Download aria-hidden size={18} />
      </IconButton>
    </>,
    head,
  );
}
