import { RotateCw, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { ProgressBar } from 'react-aria-components';
import type { Upload } from '../../model/files.ts';
import { sizeText } from '../format.ts';
import { IconButton } from '../parts/Button.tsx';
import { Problem } from '../parts/Refusal.tsx';
import { useStore, useTexts } from '../store.tsx';

function Progress({ upload }: { upload: Upload }) {
  const t = useTexts().files;
  const note = upload.status === 'queued' ? t.queued : upload.status === 'waiting' ? t.waiting : null;
  return (
    <ProgressBar
      aria-label={t.progress(upload.name)}
      className="upload-progress"
      maxValue={upload.size}
      value={upload.sent}
    >
      {({ percentage }) => (
        <>
          <span className="upload-track">
            <span className="upload-bar" style={{ inlineSize: `${percentage ?? 0}%` }} />
          </span>
          <span className="muted file-note">
            {note ?? `${Math.floor(percentage ?? 0)} %`} · {sizeText(upload.size)}
          </span>
        </>
      )}
    </ProgressBar>
  );
}

function UploadLine({ upload }: { upload: Upload }) {
  const t = useTexts().files;
  const { files } = useStore();
  return (
    <li className="file-line">
      <span className="file-text">
        <bdi className="file-name">{upload.name}</bdi>
        {upload.refusal ? <Problem>{upload.refusal.message}</Problem> : <Progress upload={upload} />}
      </span>
      {upload.status === 'failed' && (
        <IconButton label={t.retry(upload.name)} onPress={() => files.retry(upload.key)} small>
          <RotateCw aria-hidden size={16} />
        </IconButton>
      )}
      <IconButton label={t.cancelUpload(upload.name)} onPress={() => files.cancel(upload.key)} small>
        <X aria-hidden size={16} />
      </IconButton>
    </li>
  );
}

/** What this page sends: how far it is, and a way to stop it. */
export function Uploads() {
  const t = useTexts().files;
  const { files } = useStore();
  const uploads = useSyncExternalStore(files.subscribe, files.getUploads);
  if (uploads.length === 0) return null;
  return (
    <ul aria-label={t.uploads} className="file-list">
      {uploads.map((upload) => (
        <UploadLine key={upload.key} upload={upload} />
      ))}
    </ul>
  );
}
