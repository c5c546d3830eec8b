import { useEffect, useState } from 'react';
import { Form } from 'react-aria-components';
import { daysUntil, type Links } from '../../model/links.ts';
import { dayText } from '../format.ts';
import { ActionButton } from '../parts/Button.tsx';
import { NumberInput } from '../parts/Fields.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { LinkField } from './LinkField.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';

const INVITE = 'invite';

interface Offer {
  readonly links: Links | null;
  readonly busy: boolean;
  readonly make: (days: number | null) => void;
}

/** Links are made when they are wanted: the server keeps none. */
function useLinks(): Offer {
  const { actions } = useStore();
  const [links, setLinks] = useState<Links | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async (days: number | null) => {
    setBusy(true);
    const made = await actions.makeLinks(days, INVITE);
    setBusy(false);
    if (made) setLinks(made);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is opened
  useEffect(() => void make(null), []);
  return { links, busy, make: (days) => void make(days) };
}

/** JN1: other links, for less time than the server's. */
function Lifetime({ most, busy, onMake }: { most: number; busy: boolean; onMake: (days: number) => void }) {
  const t = useTexts().inviting;
  const [days, setDays] = useState(most);
  const [wrong, setWrong] = useState(false);
  const right = Number.isInteger(days) && days >= 1 && days <= most;
  return (
    <Form
      className="link-days"
      onSubmit={(event) => {
        event.preventDefault();
        setWrong(!right);
        if (right) onMake(days);
      }}
    >
      <NumberInput
        error={wrong && !right ? t.daysWrong(most) : null}
        hint={t.daysHint(most)}
        label={t.days}
        max={most}
        min={1}
        onChange={setDays}
        value={days}
      />
      <ActionButton busy={busy} type="submit">
        {t.make}
      </ActionButton>
    </Form>
  );
}

/** JN1: the links of this meeting, to be given to people, for moderators. */
export default function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts().inviting;
  const { links, busy, make } = useLinks();
  const offset = useApp((state) => state.clockOffset);
  const [most, setMost] = useState<number | null>(null);
  const [revoking, setRevoking] = useState(false);
  const [revoked, setRevoked] = useState(false);
  // The first links are good for as long as the server lets any be.
  if (links && most === null) setMost(daysUntil(links.expires, Date.now() + offset));
  if (revoking) {
    const renew = () => {
      setRevoked(true);
      make(null);
    };
    return <RevokeDialog onClose={() => setRevoking(false)} onRevoked={renew} />;
  }
  return (
    <ModalCard onClose={onClose} open title={t.title}>
      <RefusalAt place={INVITE} />
      {revoked && <p role="status">{t.revoked}</p>}
      {links && most !== null ? (
        <>
          <LinkField address={links.participant} which="participant" />
          <LinkField address={links.moderator} which="moderator" />
          <p role="status">{t.until(dayText(links.expires - offset))}</p>
          <Lifetime busy={busy} most={most} onMake={make} />
        </>
      ) : (
        busy && (
          <p className="waiting" role="status">
            <span aria-hidden="true" className="spinner" />
            {t.making}
          </p>
        )
      )}
      <section aria-label={t.old} className="dialog-section">
        <h3 className="panel-heading">{t.old}</h3>
        <p className="muted">{t.oldHint}</p>
        <ActionButton look="outline" onPress={() => setRevoking(true)}>
          {t.revoke}
        </ActionButton>
      </section>
    </ModalCard>
  );
}
