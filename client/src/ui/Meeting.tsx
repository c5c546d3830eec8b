import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { selectIsModerator, selectPhase } from '../model/selectors.ts';
import { selectShownFile } from '../model/showing.ts';
import { Bands } from './bar/Bands.tsx';
import { ControlBar } from './bar/ControlBar.tsx';
import { RoomsScreen } from './dashboard/RoomsScreen.tsx';
import { FileDrop } from './files/FileDrop.tsx';
import { LeaveDialog } from './join/LeaveDialog.tsx';
import { usePanel } from './panel/panels.ts';
import { Panels, SidePanel } from './panel/SidePanel.tsx';
import { useAnnounce } from './parts/Live.tsx';
import { useNarrow } from './parts/useNarrow.ts';
import { Countdown } from './stage/Countdown.tsx';
import { Voices } from './stage/Media.tsx';
import { Stage } from './stage/Stage.tsx';
import { useApp, useTexts } from './store.tsx';
import { Toolbar } from './toolbar/Toolbar.tsx';

const DevicesDialog = lazy(() => import('./join/DevicesDialog.tsx'));
const InviteDialog = lazy(() => import('./inviting/InviteDialog.tsx'));
const SecurityDialog = lazy(() => import('./order/SecurityDialog.tsx'));
const ShownFile = lazy(() => import('./files/ShownFile.tsx'));
const SetupDialog = lazy(() => import('./setup/SetupDialog.tsx'));
const Dashboard = lazy(() => import('./dashboard/Dashboard.tsx'));
const HarvestDialog = lazy(() => import('./harvest/HarvestDialog.tsx'));
const BoardPane = lazy(() => import('./board/BoardPane.tsx'));

type DialogName = 'devices' | 'invite' | 'security' | 'setup' | 'leave' | null;

/** MV1: says where one is now, for those who do not see the faces change. */
function useArrival(): void {
  const t = useTexts().time;
  const announce = useAnnounce();
  const room = useApp((state) => state.records.room?.name ?? null);
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (before.current !== null && room !== null && before.current !== room) announce(t.arrived(room));
    before.current = room;
  }, [room, announce, t]);
}

/** Pixels below which two thirds of the height show hardly a room: a phone held across, a page zoomed to 200 %. */
const SHORT = 520;

/** Only moderators in a draft or an open session have a dashboard; on a phone it takes the panel's place. */
function useDashboard() {
  const panel = usePanel();
  const narrow = useNarrow();
  const moderator = useApp(selectIsModerator);
  const phase = useApp(selectPhase);
  const [open, setOpen] = useState(false);
  const [full, setFull] = useState(false);
  const [asked, setAsked] = useState(0);
  const [before, setBefore] = useState(phase);
  const running = phase === 'open' || phase === 'closing';
  if (before !== phase) {
    setBefore(phase);
    if (phase === 'closed' || phase === 'none') setOpen(false);
  }
  const isOpen = open && moderator && (running || phase === 'draft');
  const extent: 'full' | 'part' = full ? 'full' : 'part';
  return {
    isOpen,
    /** How much of the body it takes. */
    extent: isOpen ? extent : undefined,
    setFull,
    running,
    asked,
    show: () => {
      if (narrow) panel.hide();
      if (!isOpen && window.innerHeight < SHORT) setFull(true);
      setOpen(true);
      setAsked((times) => times + 1);
    },
    hide: () => setOpen(false),
  };
}

const Waiting = ({ children }: { children: ReactNode }) => <Suspense fallback={null}>{children}</Suspense>;

/** The meeting: control bar, stage, dashboard, side panel, toolbar. */
export const Meeting = () => (
  <Panels>
    <Frame />
  </Panels>
);

function Frame() {
  const { product } = useTexts();
  const dashboard = useDashboard();
  const narrow = useNarrow();
  const [dialog, setDialog] = useState<DialogName>(null);
  const [board, setBoard] = useState(false);
  const [harvest, setHarvest] = useState<number | null>(null);
  const room = useApp((state) => state.records.room);
  const showsFile = useApp((state) => selectShownFile(state) !== null);
  const close = () => setDialog(null);
  const title = useApp((state) => state.records.meeting?.title) || product;
  useArrival();
  return (
    <div className="frame">
      <Voices />
      <ControlBar dashboardOpen={dashboard.isOpen} onDashboard={dashboard.show} />
      <Bands onHarvest={setHarvest} />
      <div className="body" data-dashboard={dashboard.extent}>
        <main className="middle" data-board={board || undefined}>
          <h1 className="visually-hidden" dir="auto">
            {title}
          </h1>
          <Stage
            covered={dashboard.extent === 'full' || (board && dashboard.isOpen && !narrow)}
            content={
              showsFile ? (
                <Waiting>
                  <ShownFile />
                </Waiting>
              ) : null
            }
          />
          <FileDrop />
          {board && room && (
            <Waiting>
              <BoardPane key={room.id} onClose={() => setBoard(false)} room={room.id} roomName={room.name} />
            </Waiting>
          )}
          <RoomsScreen hidden={dashboard.isOpen} />
          <Countdown />
        </main>
        {dashboard.isOpen && (
          <Waiting>
            <Dashboard
              asked={dashboard.asked}
              full={dashboard.extent === 'full'}
              onClose={dashboard.hide}
              onFull={dashboard.setFull}
            />
          </Waiting>
        )}
        <SidePanel />
      </div>
      <footer className="foot">
        <Toolbar
          onBoard={() => setBoard(!board)}
          onHarvest={setHarvest}
          onBreakout={dashboard.running ? dashboard.show : () => setDialog('setup')}
          onDevices={() => setDialog('devices')}
          onInvite={() => setDialog('invite')}
          onLeave={() => setDialog('leave')}
          onSecurity={() => setDialog('security')}
        />
      </footer>
      <Waiting>
        {dialog === 'devices' && <DevicesDialog onClose={close} />}
        {dialog === 'invite' && <InviteDialog onClose={close} />}
        {dialog === 'security' && <SecurityDialog onClose={close} />}
        {dialog === 'setup' && (
          <SetupDialog
            onClose={close}
            onReady={() => {
              close();
              dashboard.show();
            }}
          />
        )}
        {dialog === 'leave' && <LeaveDialog onClose={close} />}
        {harvest !== null && <HarvestDialog number={harvest} onClose={() => setHarvest(null)} />}
      </Waiting>
    </div>
  );
}
