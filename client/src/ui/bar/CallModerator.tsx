import { BellRing } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Dialog, DialogTrigger, Form, Popover } from 'react-aria-components';
import { selectOwnCall } from '../../model/desk.ts';
import { isPending, refusalAt } from '../../model/selectors.ts';
import type { OwnCallRecord } from '../../wire.gen.ts';
import { ActionButton } from '../parts/Button.tsx';
import { TextInput } from '../parts/Fields.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { BarAction } from './BarAction.tsx';
import { Waited } from './Calls.tsx';

const CALL = 'call';

/** Says why one calls; the call itself is already there. */
function ReasonForm() {
  const t = useTexts().calls;
  const { actions } = useStore();
  const [reason, setReason] = useState('');
  const send = () => {
    if (reason.trim() === '') return;
    void actions.command({ type: 'call_moderator', reason }, CALL).then((refusal) => {
      if (refusal === null) setReason('');
    });
  };
  return (
    <Form
      className="call-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextInput autoFocus label={t.reason} onChange={setReason} value={reason} />
      <ActionButton isDisabled={reason.trim() === ''} type="submit">
        {t.sendReason}
      </ActionButton>
    </Form>
  );
}

function OpenCall({ call }: { call: OwnCallRecord }) {
  const t = useTexts().calls;
  const { actions } = useStore();
  return (
    <>
      <p className="call-state">
        <strong>{t.called}</strong>
        <span className="muted">
          {call.claimed_by === null ? t.open : t.claimed(call.claimed_by)} · <Waited at={call.at} />
        </span>
      </p>
      {call.reason !== null && call.reason !== '' && <p dir="auto">{t.yourReason(call.reason)}</p>}
      <ReasonForm />
      <RefusalAt place={CALL} />
      <ActionButton look="outline" onPress={() => void actions.command({ type: 'cancel_call' }, CALL)} wide>
        {t.cancel}
      </ActionButton>
    </>
  );
}

/** Reads out that somebody is coming. */
function useClaimNews(call: OwnCallRecord | null): void {
  const t = useTexts().calls;
  const announce = useAnnounce();
  const who = call?.claimed_by ?? null;
  const known = useRef(who);
  useEffect(() => {
    if (who !== null && who !== known.current) announce(t.claimed(who), true);
    known.current = who;
  }, [who, announce, t]);
}

/** CA1: one press calls a moderator; a reason can follow. While the call is open, it shows what becomes of it. */
export function CallModerator() {
  const t = useTexts().calls;
  const { actions } = useStore();
  const own = useApp(selectOwnCall);
  const call = own?.call ?? null;
  const asking = useApp((state) => isPending(state, CALL) || refusalAt(state, CALL) !== null);
  const [open, setOpen] = useState(false);
  const note = useId();
  useClaimNews(call);
  if (!own) return null;
  const change = (next: boolean) => {
    setOpen(next);
    if (next && call === null) void actions.command({ type: 'call_moderator', reason: null }, CALL);
    if (!next) actions.dismissRefusal(CALL);
  };
  return (
    <>
      <DialogTrigger isOpen={open && (call !== null || asking)} onOpenChange={change}>
        <BarAction
          caller={call !== null}
          describedBy={note}
          icon={<BellRing aria-hidden size={18} />}
          label={t.call}
        />
        <Popover className="popover" placement="bottom end">
          <Dialog aria-label={t.call} className="popover-dialog call-own">
            {call ? <OpenCall call={call} /> : <RefusalAt place={CALL} />}
          </Dialog>
        </Popover>
      </DialogTrigger>
      <span className="call-note" id={note}>
        {call && (call.claimed_by === null ? t.open : t.claimed(call.claimed_by))}
      </span>
    </>
  );
}
