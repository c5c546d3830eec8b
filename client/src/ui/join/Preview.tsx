import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import { OwnVideo } from '../stage/Media.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { DeviceProblem, LevelMeter } from './DeviceFields.tsx';

/** What the others will see and hear, with the two switches. */
export function Preview() {
  const t = useTexts();
  const { actions } = useStore();
  const media = useApp((state) => state.media);
  const starting = media.camera === 'starting' || media.microphone === 'starting';
  const { microphone, camera } = media.wants;
  const troubled = [media.camera, media.microphone].some((status) =>
    ['refused', 'missing', 'busy'].includes(status),
  );
  return (
    <section aria-label={t.join.preview} className="preview">
      <div className="preview-picture">
        {media.preview && camera ? (
          <OwnVideo stream={media.preview} />
        ) : (
          <VideoOff aria-hidden className="muted" size={40} />
        )}
        {!(media.preview && camera) && (
          <p className="muted">{starting ? t.join.starting : t.join.cameraOff}</p>
        )}
        <div className="preview-tools">
          <ToggleButton
            aria-label={microphone ? t.toolbar.mute : t.toolbar.unmute}
            className={microphone ? 'round-tool' : 'round-tool round-off'}
            isSelected={microphone}
            onChange={actions.setMicrophone}
          >
            {microphone ? <Mic aria-hidden size={22} /> : <MicOff aria-hidden size={22} />}
          </ToggleButton>
          <ToggleButton
            aria-label={camera ? t.toolbar.stopCamera : t.toolbar.startCamera}
            className={camera ? 'round-tool' : 'round-tool round-off'}
            isSelected={camera}
            onChange={actions.setCamera}
          >
            {camera ? <Video aria-hidden size={22} /> : <VideoOff aria-hidden size={22} />}
          </ToggleButton>
        </div>
      </div>
      <LevelMeter />
      <DeviceProblem kind="microphone" onRetry={actions.startPreview} />
      <DeviceProblem kind="camera" onRetry={actions.startPreview} />
      {troubled && <p className="field-hint">{t.join.without}</p>}
    </section>
  );
}
