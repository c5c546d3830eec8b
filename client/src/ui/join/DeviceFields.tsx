import { Camera, Check, ChevronDown, Mic, RotateCw, Volume2 } from 'lucide-react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import type { DeviceKind, DeviceStatus } from '../../model/app.ts';
import { ActionButton } from '../parts/Button.tsx';
import { Problem } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

const ICONS = { microphone: Mic, camera: Camera, speaker: Volume2 };
const STANDARD = 'standard';

/** Choose one device of a kind. */
export function DeviceSelect({ kind }: { kind: DeviceKind }) {
  const t = useTexts().device;
  const { actions } = useStore();
  const devices = useApp((state) => state.media.devices);
  const chosen = useApp((state) => state.media.chosen[kind]);
  const Icon = ICONS[kind];
  const ofKind = devices.filter((device) => device.kind === kind);
  const items = [{ id: STANDARD, label: t.standard }, ...ofKind];
  const known = ofKind.some((device) => device.id === chosen);
  return (
    <Select
      className="field"
      isDisabled={ofKind.length === 0}
      onChange={(key) => actions.chooseDevice(kind, key === STANDARD || key === null ? null : String(key))}
      value={known ? chosen : STANDARD}
    >
      <Label className="field-label">{t[kind]}</Label>
      <Button className="button select-button">
        <Icon aria-hidden size={16} />
        <SelectValue className="truncate select-value">
          {({ selectedText }) => (ofKind.length === 0 ? t.none : (selectedText ?? t.standard))}
        </SelectValue>
        <ChevronDown aria-hidden size={16} />
      </Button>
      <Popover className="popover popover-select">
        <ListBox className="menu" items={items}>
          {(item) => (
            <ListBoxItem className="menu-item" id={item.id} textValue={item.label}>
              {({ isSelected }) => (
                <>
                  <span className="truncate">{item.label}</span>
                  {isSelected && <Check aria-hidden className="end" size={16} />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

/** Whether a device that was wanted does not run. */
export const isProblem = (status: DeviceStatus): status is 'refused' | 'missing' | 'busy' =>
  status === 'refused' || status === 'missing' || status === 'busy';

/** Why a device does not run, and what to do. */
export function DeviceProblem({ kind, onRetry }: { kind: 'microphone' | 'camera'; onRetry: () => void }) {
  const t = useTexts();
  const status = useApp((state) => state.media[kind]);
  // Trying again cannot help; said once, for both.
  if (status === 'insecure') return kind === 'microphone' ? <Problem>{t.device.insecure}</Problem> : null;
  if (!isProblem(status)) return null;
  return (
    <div className="device-problem">
      <Problem>{t.device.problem[kind][status]}</Problem>
      <ActionButton aria-label={`${t.tryAgain}: ${t.device[kind]}`} look="outline" onPress={onRetry} small>
        <RotateCw aria-hidden size={14} />
        {t.tryAgain}
      </ActionButton>
    </div>
  );
}

const BARS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** How loud the own microphone is. */
export function LevelMeter() {
  const t = useTexts().join;
  const level = useApp((state) => state.media.level);
  const lit = Math.round(level * BARS.length);
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn as bars in every browser
    <div
      aria-label={t.level}
      aria-valuemax={10}
      aria-valuemin={0}
      aria-valuenow={lit}
      className="level"
      role="meter"
    >
      {BARS.map((bar) => (
        <span className="level-bar" data-lit={bar <= lit || undefined} key={bar} />
      ))}
    </div>
  );
}
