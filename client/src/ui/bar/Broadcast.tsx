import { Megaphone, MessageSquare, Radio } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Dialog, DialogTrigger, Popover, ToggleButton } from 'react-aria-components';
import { selectVoices } from '../../model/desk.ts';
import { ActionButton } from '../parts/Button.tsx';
import { Problem, RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { BarAction } from './BarAction.tsx';
import { BROADCAST, MessageForm } from './MessageForm.tsx';

type Kind = 'message' | 'voice' | null;

/** BC1 *Voice*: be heard in every breakout room until one stops. */
function VoiceForm() {
  const t = useTexts().broadcast;
  const { actions } = useStore();
  const { mine } = useApp(selectVoices);
  const muted = useApp((state) => state.records.me?.microphone === false);
  const press = () => void actions.command({ type: 'broadcast_voice', on: !mine }, BROADCAST);
  return (
    <div className="message-form">
      <p className="muted">{t.voiceHint}</p>
      {muted && <Problem>{t.muted}</Problem>}
      <RefusalAt place={BROADCAST} />
      <ActionButton look={mine ? 'danger' : 'primary'} onPress={press} wide>
        {mine ? t.stop : t.speak}
      </ActionButton>
    </div>
  );
}

function KindButton({
  icon,
  label,
  on,
  onChoose,
}: {
  icon: ReactNode;
  label: string;
  on: boolean;
  onChoose: () => void;
}) {
  return (
    <ToggleButton className="kind" isSelected={on} onChange={onChoose}>
      {icon}
      {label}
    </ToggleButton>
  );
}

function BroadcastPanel() {
  const t = useTexts().broadcast;
  const [kind, setKind] = useState<Kind>(null);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: two buttons, no form fields */}
      <div aria-label={t.kind} className="kinds" role="group">
        <KindButton
          icon={<MessageSquare aria-hidden size={18} />}
          label={t.message}
          on={kind === 'message'}
          onChoose={() => setKind('message')}
        />
        <KindButton
          icon={<Radio aria-hidden size={18} />}
          label={t.voice}
          on={kind === 'voice'}
          onChoose={() => setKind('voice')}
        />
      </div>
      {kind === 'message' && <MessageForm />}
      {kind === 'voice' && <VoiceForm />}
    </>
  );
}

/** BC1: opens the broadcast panel; closed, a refused text is gone with it. */
export function BroadcastButton() {
  const t = useTexts().broadcast;
  const { actions } = useStore();
  const [open, setOpen] = useState(false);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) actions.dismissRefusal(BROADCAST);
  };
  return (
    <DialogTrigger isOpen={open} onOpenChange={change}>
      {/* Behind the open panel it cannot be used, and the panel's own button has the same name. */}
      <span aria-hidden={open || undefined} className="trigger">
        <BarAction icon={<Megaphone aria-hidden size={18} />} label={t.button} />
      </span>
      <Popover className="popover" placement="bottom start">
        <Dialog aria-label={t.button} className="popover-dialog broadcast-panel">
          <BroadcastPanel />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
