import { BellOff, Megaphone, Radio, UserPlus } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { selectDashboard } from '../../model/dashboard.ts';
import {
  type LateArrivals,
  selectAnnouncements,
  selectDismissedCalls,
  selectLateArrivals,
  selectVoices,
} from '../../model/desk.ts';
import { MAIN_ROOM, selectIsModerator } from '../../model/selectors.ts';
import type { AnnouncementRecord } from '../../wire.gen.ts';
import { ActionButton } from '../parts/Button.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { Band, CloseBand } from './Band.tsx';

const NOTHING: ReadonlySet<string> = new Set();

/** Says once what was not said before. */
function useSaying(text: string | null, urgent = false): void {
  const announce = useAnnounce();
  useEffect(() => {
    if (text !== null) announce(text, urgent);
  }, [text, urgent, announce]);
}

/** Reads out what is announced while one is here; what was there on arrival too, as late joiners see it. */
function useReadingOut(announcements: readonly AnnouncementRecord[]): void {
  const t = useTexts().broadcast;
  const announce = useAnnounce();
  const known = useRef(NOTHING);
  useEffect(() => {
    const fresh = announcements.filter((each) => !known.current.has(each.id));
    if (fresh.length === 0) return;
    known.current = new Set([...known.current, ...fresh.map(({ id }) => id)]);
    announce(fresh.map(({ by, text }) => `${t.from(by)}: ${text}`).join('. '), true);
  }, [announcements, announce, t]);
}

/** BC1: who says what to the rooms, the newest first, until it is dismissed. */
function AnnouncementBands() {
  const t = useTexts().broadcast;
  const announcements = useApp(selectAnnouncements);
  const { actions } = useStore();
  const dismissed = useApp((state) => state.dismissed);
  const shown = useMemo(
    () => announcements.filter(({ id }) => !dismissed.has(id)),
    [announcements, dismissed],
  );
  useReadingOut(shown);
  if (shown.length === 0) return null;
  return (
    <div className="announcement-bands">
      {shown.map(({ id, by, text }) => (
        <Band
          action={<CloseBand onPress={() => actions.dismissAnnouncement(id)} />}
          icon={<Megaphone aria-hidden size={18} />}
          key={id}
          quiet
          tone="accent"
        >
          <strong>{t.from(by)}</strong>
          <span className="announcement-text" dir="auto">
            {text}
          </span>
        </Band>
      ))}
    </div>
  );
}

/** BC1 *Voice*: for the speaker that all rooms hear, for the listeners whom they hear. */
function OnAirBand() {
  const t = useTexts().broadcast;
  const { actions } = useStore();
  const { mine, names } = useApp(selectVoices);
  const heard = useApp((state) => state.records.me !== null && state.records.me.room !== MAIN_ROOM);
  const muted = useApp((state) => state.records.me?.microphone === false);
  const list = names.join(', ');
  const hearing =
    !heard || names.length === 0 ? null : names.length > 1 ? t.hearingSeveral(list) : t.hearing(list);
  useSaying(hearing, true);
  return (
    <>
      {mine && (
        <Band
          action={
            <ActionButton
              aria-label={t.stop}
              onPress={() => void actions.command({ type: 'broadcast_voice', on: false }, 'on_air')}
              small
            >
              {t.stopShort}
            </ActionButton>
          }
          icon={<Radio aria-hidden size={18} />}
          tone={muted ? 'warn' : 'danger'}
        >
          {muted ? t.onAirMuted : t.onAir}
        </Band>
      )}
      <RefusalAt place="on_air" />
      {hearing !== null && (
        <Band icon={<Radio aria-hidden size={18} />} quiet tone="accent">
          {hearing}
        </Band>
      )}
    </>
  );
}

/** CA1: the caller is told that nobody is coming. */
function DismissedCallBand() {
  const t = useTexts().calls;
  const { actions } = useStore();
  const ids = useApp(selectDismissedCalls);
  const told = ids.length > 0;
  useSaying(told ? t.dismissed : null, true);
  if (!told) return null;
  return (
    <Band
      action={<CloseBand onPress={() => actions.dismissNotices(ids)} />}
      icon={<BellOff aria-hidden size={18} />}
      quiet
      tone="warn"
    >
      {t.dismissed}
    </Band>
  );
}

function useLateSentence(late: LateArrivals | null): string | null {
  const t = useTexts().late;
  const assign = useApp((state) => state.records.meeting?.late);
  if (!late) return null;
  const [first, ...more] = late.people;
  if (!first) return null;
  if (more.length > 0) {
    const count = late.people.length;
    return late.waiting.length === count ? t.severalWaiting(count) : t.several(count);
  }
  if (first.room !== null) return t.sent(first.name, first.room);
  return assign === 'choose' ? t.choosing(first.name) : t.waiting(first.name);
}

/** JN4: gives those who wait in the main room a room, without the dashboard. */
function AssignMenu({ waiting }: { waiting: readonly string[] }) {
  const t = useTexts().late;
  const { actions } = useStore();
  const { rooms } = useApp(selectDashboard);
  return (
    <MenuTrigger>
      <Button className="button button-small button-primary">{t.assign}</Button>
      <Popover className="popover popover-tall" placement="bottom end">
        <Menu
          aria-label={t.assign}
          className="menu"
          onAction={(key) =>
            void actions.command({ type: 'move_people', people: [...waiting], room: String(key) }, 'late')
          }
        >
          {rooms
            .filter((room) => room.closesAt === null)
            .map((room) => (
              <MenuItem className="menu-item" id={room.id} key={room.id} textValue={room.name}>
                <bdi className="truncate">{room.name}</bdi>
                <span className="end">{room.people.length}</span>
              </MenuItem>
            ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** JN4: moderators learn of every late joiner wherever they are. */
function LateBand() {
  const { actions } = useStore();
  const moderator = useApp(selectIsModerator);
  const late = useApp(selectLateArrivals);
  const sentence = useLateSentence(moderator ? late : null);
  useSaying(sentence);
  if (!late || sentence === null) return null;
  return (
    <>
      <Band
        action={
          <>
            {late.waiting.length > 0 && <AssignMenu waiting={late.waiting} />}
            <CloseBand onPress={() => actions.dismissNotices(late.ids)} />
          </>
        }
        icon={<UserPlus aria-hidden size={18} />}
        quiet
        tone="plain"
      >
        {sentence}
      </Band>
      <RefusalAt place="late" />
    </>
  );
}

/** What others have to say to the person, under the control bar. */
export function MessageBands() {
  return (
    <>
      <OnAirBand />
      <DismissedCallBand />
      <LateBand />
      <AnnouncementBands />
    </>
  );
}
