import { useEffect } from 'react';
import { ModalCard } from '../parts/Modal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { DeviceProblem, DeviceSelect, LevelMeter } from './DeviceFields.tsx';

/** Device settings during the meeting. */
export default function DevicesDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts();
  const { actions } = useStore();
  const talks = useApp((state) => state.media.microphone === 'ok');
  useEffect(() => {
    actions.watchLevel(true);
    return () => actions.watchLevel(false);
  }, [actions]);
  return (
    <ModalCard onClose={onClose} open title={t.device.title}>
      <DeviceSelect kind="microphone" />
      {talks && <LevelMeter />}
      <DeviceProblem kind="microphone" onRetry={() => actions.setMicrophone(true)} />
      <DeviceSelect kind="camera" />
      <DeviceProblem kind="camera" onRetry={() => actions.setCamera(true)} />
      <DeviceSelect kind="speaker" />
    </ModalCard>
  );
}
