import { ChevronDown, CornerUpLeft, PanelBottomOpen, Square } from 'lucide-react';
import { useState } from 'react';
import { selectControlBar } from '../../model/dashboard.ts';
import { MAIN_ROOM } from '../../model/selectors.ts';
import { ActionButton } from '../parts/Button.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { AnnouncementsButton } from './Announcements.tsx';
import { BarAction } from './BarAction.tsx';
import { BroadcastButton } from './Broadcast.tsx';
import { CallModerator } from './CallModerator.tsx';
import { CallsButton } from './Calls.tsx';
import { ClosingNote, RemainingClock, RemainingTime } from './RemainingTime.tsx';
import { RoomSwitcher } from './RoomSwitcher.tsx';

const BAR = 'bar';

/** The room's name; where one may go elsewhere, a button that opens all rooms. */
function RoomName({ name, canSwitch }: { name: string; canSwitch: boolean }) {
  const t = useTexts().bar;
  const [open, setOpen] = useState(false);
  if (!canSwitch) {
    return (
      <p className="bar-room">
        <bdi className="truncate">{name}</bdi>
      </p>
    );
  }
  return (
    <>
      <ActionButton
        aria-haspopup="dialog"
        aria-label={name}
        className="bar-room"
        look="quiet"
        onPress={() => setOpen(true)}
      >
        <bdi className="truncate">{name}</bdi>
        <ChevronDown aria-hidden size={16} />
      </ActionButton>
      {open && <RoomSwitcher onClose={() => setOpen(false)} title={t.switchTitle} />}
    </>
  );
}

/** The end is in one place at a time: while the dashboard is open, there. */
function ModeratorEnd({ canEnd, onDashboard }: { canEnd: boolean; onDashboard: () => void }) {
  const t = useTexts().bar;
  const { actions } = useStore();
  return (
    <>
      <CallsButton />
      <BarAction icon={<PanelBottomOpen aria-hidden size={18} />} label={t.open} onPress={onDashboard} />
      {canEnd && (
        <BarAction
          danger
          icon={<Square aria-hidden fill="currentColor" size={14} />}
          label={t.end}
          onPress={() => void actions.command({ type: 'end_breakout' }, BAR)}
        />
      )}
    </>
  );
}

function ParticipantEnd({ canReturn }: { canReturn: boolean }) {
  const t = useTexts().bar;
  const { actions } = useStore();
  return (
    <>
      <CallModerator />
      {canReturn && (
        <BarAction
          icon={<CornerUpLeft aria-hidden size={18} />}
          label={t.back}
          onPress={() => void actions.command({ type: 'join_room', room: MAIN_ROOM }, BAR)}
        />
      )}
    </>
  );
}

/** Only while a breakout session is open: what is said to all, time left, the room, calls, and for moderators the dashboard and the end. */
export function ControlBar({
  dashboardOpen,
  onDashboard,
}: {
  dashboardOpen: boolean;
  onDashboard: () => void;
}) {
  const t = useTexts().bar;
  const bar = useApp(selectControlBar);
  if (!bar) return null;
  const closing = bar.phase === 'closing';
  return (
    <section aria-label={t.label} className="control-bar">
      <div className="bar-row">
        <div className="bar-start">
          {bar.isModerator && <BroadcastButton />}
          {bar.isModerator ? <RemainingTime place={BAR} /> : !closing && <RemainingClock />}
          <AnnouncementsButton />
        </div>
        <div className="bar-centre">
          <RoomName canSwitch={bar.canSwitchRooms && !closing && bar.rooms.length > 0} name={bar.roomName} />
        </div>
        <div className="bar-end">
          {closing && <ClosingNote />}
          {bar.isModerator ? (
            <ModeratorEnd canEnd={!closing && !dashboardOpen} onDashboard={onDashboard} />
          ) : (
            <ParticipantEnd canReturn={bar.canReturnToMain && !closing} />
          )}
        </div>
      </div>
      <RefusalAt place={BAR} />
    </section>
  );
}
