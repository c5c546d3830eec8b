import { FileText, Film, Image, Music, Paperclip, Upload as UploadIcon } from 'lucide-react';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { selectIsModerator } from '../../model/selectors.ts';
import { selectFiles, selectShownFile } from '../../model/showing.ts';
import type { FileKind, FileRecord } from '../../wire.gen.ts';
import { sizeText } from '../format.ts';
import { PanelFrame } from '../panel/PanelFrame.tsx';
import type { PanelProps } from '../panel/panels.ts';
import { ActionButton } from '../parts/Button.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { FileMenu } from './FileMenu.tsx';
import { Uploads } from './Uploads.tsx';

const ICONS: Readonly<Record<FileKind, typeof Film>> = {
  image: Image,
  pdf: FileText,
  audio: Music,
  video: Film,
  other: Paperclip,
};

/** Show to everyone, or stop; what cannot be shown can only be downloaded. */
function ShowButton({ file, allowed }: { file: FileRecord; allowed: boolean }) {
  const t = useTexts().files;
  const { actions } = useStore();
  const shown = useApp(selectShownFile);
  const room = useApp((state) => state.records.me?.room ?? 'main');
  if (file.kind === 'other') return null;
  if (shown?.file.id === file.id) {
    const stop = () =>
      shown.byMe || !shown.inMyHands
        ? actions.command({ type: 'stop_presenting' }, 'files')
        : actions.command({ type: 'end_presentation', room }, 'files');
    return shown.inMyHands ? (
      <ActionButton onPress={() => void stop()} small>
        {t.stop}
      </ActionButton>
    ) : (
      <span className="muted file-shown">{t.showing}</span>
    );
  }
  if (!allowed) return null;
  return (
    <ActionButton onPress={() => void actions.command({ type: 'show_file', file: file.id }, 'files')} small>
      {t.show}
    </ActionButton>
  );
}

function FileLine({ file, allowed }: { file: FileRecord; allowed: boolean }) {
  const t = useTexts().files;
  const Icon = ICONS[file.kind];
  return (
    <li className="file-line">
      <Icon aria-label={t.kinds[file.kind]} className="muted file-icon" role="img" size={20} />
      <span className="file-text">
        <bdi className="file-name">{file.name}</bdi>
        <span className="muted file-note">
          {sizeText(file.size)} · {t.addedBy(file.by)}
        </span>
        <ShowButton allowed={allowed} file={file} />
      </span>
      <FileMenu file={file} />
    </li>
  );
}

/** RM3 *Media and files*: the files of the room one is in. */
export default function FilesPanel({ onClose }: PanelProps) {
  const texts = useTexts();
  const t = texts.files;
  const store = useStore();
  const files = useApp(selectFiles);
  const room = useApp((state) => state.records.room);
  const allowed = useApp(
    (state) => selectIsModerator(state) || state.records.meeting?.permissions.share !== false,
  );
  const [round, setRound] = useState(0);
  const send = (chosen: FileList | null) => {
    if (chosen && room) store.files.add([...chosen], room.id);
    setRound(round + 1);
  };
  return (
    <PanelFrame count={files.length} onClose={onClose} title={t.title}>
      <p className="panel-sub muted" dir="auto">
        {room?.name}
      </p>
      {allowed ? (
        <div className="files-add">
          <FileTrigger allowsMultiple key={round} onSelect={send}>
            <ActionButton look="primary">
              <UploadIcon aria-hidden size={18} />
              {t.add}
            </ActionButton>
          </FileTrigger>
          <span className="muted files-drop-hint">{t.dropHere}</span>
        </div>
      ) : (
        <p className="muted panel-empty">{t.notAllowed}</p>
      )}
      <RefusalAt place="files" />
      <div className="files-scroll">
        <Uploads />
        {files.length === 0 && <p className="muted panel-empty">{t.none}</p>}
        <ul aria-label={t.list} className="file-list">
          {files.map((file) => (
            <FileLine allowed={allowed} file={file} key={file.id} />
          ))}
        </ul>
      </div>
    </PanelFrame>
  );
}
