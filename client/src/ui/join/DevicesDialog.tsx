import { useEffect } from 'react';
import { SwitchField } from '../parts/Fields.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { DeviceProblem, DeviceSelect, LevelMeter } from './DeviceFields.tsx';

/** Device settings during the meeting. */
export default function DevicesDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts();
  const { actions } = useStore();
  const clean = useApp((state) => state.media.cleanSound);
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
      <SwitchField label={t.device.cleanSound} on={clean} onChange={actions.setCleanSound} />
      <DeviceSelect kind="camera" />
      <DeviceProblem kind="camera" onRetry={() => actions.setCamera(true)} />
      <DeviceSelect kind="speaker" />
    </ModalCard>
  );
}
