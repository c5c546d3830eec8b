import { useRef, useState } from 'react';
import { CheckboxGroup, Form, Label, Radio, RadioGroup } from 'react-aria-components';
import { selectDashboard } from '../../model/dashboard.ts';
import { selectBroadcasts } from '../../model/desk.ts';
import type { BroadcastRecord } from '../../wire.gen.ts';
import { timeOfDay } from '../format.ts';
import { ActionButton } from '../parts/Button.tsx';
import { CheckItem, TextAreaInput } from '../parts/Fields.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

export const BROADCAST = 'broadcast';

/** As the server counts: whole characters, not half emoji. */
const lengthOf = (text: string): number => [...text].length;
const MOST = 2_000;

type Fault = 'empty' | 'long' | 'room' | null;

function faultOf(text: string, rooms: readonly string[] | null): Fault {
  if (text.trim() === '') return 'empty';
  if (lengthOf(text) > MOST) return 'long';
  return rooms !== null && rooms.length === 0 ? 'room' : null;
}

/** BC1: all rooms, or some. */
function RoomChoice({
  chosen,
  onChange,
  error,
}: {
  chosen: readonly string[] | null;
  onChange: (rooms: readonly string[] | null) => void;
  error: string | null;
}) {
  const t = useTexts().broadcast;
  const { rooms } = useApp(selectDashboard);
  return (
    <>
      <RadioGroup
        className="choice-row"
        onChange={(value) => onChange(value === 'all' ? null : [])}
        orientation="horizontal"
        value={chosen === null ? 'all' : 'some'}
      >
        <Label className="field-label">{t.to}</Label>
        {(['all', 'some'] as const).map((value) => (
          <Radio className="radio" key={value} value={value}>
            <span aria-hidden="true" className="radio-dot" />
            {t[value]}
          </Radio>
        ))}
      </RadioGroup>
      {chosen !== null && (
        <CheckboxGroup
          aria-label={t.rooms}
          className="room-checks"
          onChange={(values) => onChange(values)}
          value={[...chosen]}
        >
          {rooms
            .filter((room) => room.closesAt === null)
            .map((room) => (
              <CheckItem key={room.id} value={room.id}>
                <bdi className="truncate">{room.name}</bdi>
              </CheckItem>
            ))}
        </CheckboxGroup>
      )}
      {error !== null && <p className="field-error">{error}</p>}
    </>
  );
}

/** What one has just sent: the newest of that text, as another moderator may have spoken meanwhile. */
const sentLast = (broadcasts: readonly BroadcastRecord[], text: string): string | null =>
  (broadcasts.find((each) => each.text.trim() === text.trim()) ?? broadcasts[0])?.id ?? null;

/** Sends a broadcast; the text stays in the box when it is refused. */
function useSending() {
  const store = useStore();
  const [text, setText] = useState('');
  const [rooms, setRooms] = useState<readonly string[] | null>(null);
  const [fault, setFault] = useState<Fault>(null);
  const [sent, setSent] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = () => {
    const wrong = faultOf(text, rooms);
    setFault(wrong);
    if (wrong || busy) return;
    setBusy(true);
    void store.actions.command({ type: 'broadcast', text, rooms }, BROADCAST).then((refusal) => {
      setBusy(false);
      if (refusal !== null) return;
      setSent(sentLast(selectBroadcasts(store.getState()), text));
      setText('');
    });
  };
  const change = (next: string) => {
    setText(next);
    setFault(null);
    setSent(null);
  };
  return { text, change, rooms, setRooms, fault, sent, busy, send };
}

function SentList() {
  const t = useTexts().broadcast;
  const broadcasts = useApp(selectBroadcasts);
  const offset = useApp((state) => state.clockOffset);
  if (broadcasts.length === 0) return null;
  return (
    <section aria-label={t.sent} className="sent">
      <h3 className="field-label">{t.sent}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <ul className="message-list" tabIndex={0}>
        {broadcasts.map(({ id, by, at, text, rooms, received }) => (
          <li className="message" key={id}>
            <span className="message-head muted">
              <bdi className="truncate">{by}</bdi>
              <time>{timeOfDay(at - offset)}</time>
            </span>
            <span className="message-text" dir="auto">
              {text}
            </span>
            <span className="message-foot muted">
              <bdi className="truncate">{rooms.join(', ')}</bdi>
              <span>{t.received(received)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** BC1 *Message*: the text, the rooms, *Broadcast*, and how many received it. */
export function MessageForm() {
  const t = useTexts().broadcast;
  const { text, change, rooms, setRooms, fault, sent, busy, send } = useSending();
  const received = useApp((state) =>
    sent === null ? null : (state.records.broadcasts.get(sent)?.received ?? null),
  );
  const form = useRef<HTMLFormElement>(null);
  const error = lengthOf(text) > MOST ? t.tooLong(MOST) : fault === 'empty' ? t.empty : null;
  return (
    <>
      <Form
        className="message-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (faultOf(text, rooms)) form.current?.querySelector('textarea')?.focus();
          send();
        }}
        ref={form}
      >
        <TextAreaInput
          autoFocus
          error={error}
          label={t.text}
          note={t.count(lengthOf(text), MOST)}
          onChange={change}
          value={text}
        />
        <RoomChoice chosen={rooms} error={fault === 'room' ? t.noRoom : null} onChange={setRooms} />
        <RefusalAt place={BROADCAST} />
        <ActionButton busy={busy} look="primary" type="submit" wide>
          {t.send}
        </ActionButton>
        <p className="sent-note" role="status">
          {received !== null && t.received(received)}
        </p>
      </Form>
      <SentList />
    </>
  );
}
