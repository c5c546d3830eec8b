import { Download, Printer } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { HarvestedRoom, HarvestPage } from '../../model/documents.ts';
import type { Refusal } from '../../model/wire.ts';
import { download, fileName } from '../documents/download.ts';
import { ActionButton } from '../parts/Button.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { htmlFile, markdownFile } from './files.ts';
import { htmlOf } from './markdown.ts';
import { picturesOf } from './pictures.ts';

type Pictures = ReadonlyMap<string, string>;
const NO_PICTURES: Pictures = new Map();

/** Reads the page, then draws its boards. */
function useHarvest(number: number) {
  const { documents } = useStore();
  const [page, setPage] = useState<HarvestPage | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pictures, setPictures] = useState(NO_PICTURES);
  const [tries, setTries] = useState(1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew with each try
  useEffect(() => {
    let shown = true;
    setRefusal(null);
    void documents.harvest(number).then(async (read) => {
      if (!shown) return;
      if (!read.ok) return setRefusal(read.refusal);
      setPage(read.value);
      const drawn = await picturesOf(read.value);
      if (shown) setPictures(drawn);
    });
    return () => {
      shown = false;
    };
  }, [documents, number, tries]);
  return { page, refusal, pictures, again: () => setTries(tries + 1) };
}

/** A picture from our own code, shown as a picture: nothing in it can act. */
function Picture({ svg, label }: { svg: string; label: string }) {
  const address = useMemo(() => URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })), [svg]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return <img alt={label} className="harvest-picture" src={address} />;
}

function Files({ files }: { files: HarvestedRoom['files'] }) {
  const t = useTexts().documents;
  const { documents } = useStore();
  const keep = async (id: string): Promise<void> => {
    const address = await documents.fileAddress(id);
    if (address.ok) window.location.assign(`${address.value.url}?download=true`);
  };
  if (files.length === 0) return null;
  return (
    <>
      <h4>{t.files}</h4>
      <ul className="harvest-files">
        {files.map(({ id, name }) => (
          <li key={id}>
            <ActionButton aria-label={t.download(name)} onPress={() => void keep(id)} small>
              <Download aria-hidden size={16} />
              <bdi className="truncate">{name}</bdi>
            </ActionButton>
          </li>
        ))}
      </ul>
    </>
  );
}

function Room({ room, picture }: { room: HarvestedRoom; picture: string | undefined }) {
  const t = useTexts().documents;
  const html = useMemo(() => htmlOf(room.note), [room.note]);
  return (
    <section aria-label={room.name} className="harvest-room">
      <h3 dir="auto">{room.name}</h3>
      {room.note.trim() === '' ? (
        <p className="muted">{t.noNote}</p>
      ) : (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: made safe by DOMPurify in markdown.ts.
        <div className="harvest-note" dangerouslySetInnerHTML={{ __html: html }} dir="auto" />
      )}
      {picture !== undefined && <Picture label={t.boardOf(room.name)} svg={picture} />}
      <Files files={room.files} />
    </section>
  );
}

/** RM3: what was brought back, on one page, to read, print and take away. */
export default function HarvestDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const all = useTexts();
  const t = all.documents;
  const { page, refusal, pictures, again } = useHarvest(number);
  const meeting = useApp((state) => state.records.meeting?.title ?? '');
  const title = [meeting, t.harvest].filter(Boolean).join(' · ');
  const keep = (ending: 'md' | 'html', content: string) =>
    download(fileName([meeting, t.harvest, String(number)], ending), new Blob([content]));
  return (
    <ModalCard onClose={onClose} open title={t.harvest}>
      {refusal && (
        <div className="document-status" role="alert">
          {refusal.message}{' '}
          <ActionButton onPress={again} small>
            {all.tryAgain}
          </ActionButton>
        </div>
      )}
      {!page && !refusal && (
        <p className="document-status" role="status">
          <span aria-hidden="true" className="spinner" /> {t.loading}
        </p>
      )}
      {page && (
        <div className="harvest">
          <p className="muted">{t.harvestBy(page.by, new Date(page.at).toLocaleString())}</p>
          <div className="harvest-tools">
            <ActionButton onPress={() => window.print()} small>
              <Printer aria-hidden size={16} />
              {t.print}
            </ActionButton>
            <ActionButton onPress={() => keep('md', markdownFile(page, t, title))} small>
              {t.markdown}
            </ActionButton>
            <ActionButton onPress={() => keep('html', htmlFile(page, pictures, t, title))} small>
              {t.html}
            </ActionButton>
          </div>
          {page.rooms.map((room) => (
            <Room key={room.room} picture={pictures.get(room.room)} room={room} />
          ))}
        </div>
      )}
    </ModalCard>
  );
}
