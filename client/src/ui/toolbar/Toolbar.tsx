import { FolderOpen, Hand, LogOut, Mic, MicOff, Users, Video, VideoOff } from 'lucide-react';
import { Toolbar as AriaToolbar } from 'react-aria-components';
import { mayBegin } from '../../model/order.ts';
import { ChatTool } from '../chat/ChatTool.tsx';
import { ReactionsTool } from '../order/reactions.tsx';
import { PanelTool } from '../panel/PanelTool.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { ShareTool } from './ShareTool.tsx';
import { Tool } from './Tool.tsx';

/** Microphone, camera and hand: what one does oneself. */
function OwnTools() {
  const { toolbar: t, moderating: words, files } = useTexts();
  const { actions } = useStore();
  const mayUnmute = useApp((state) => mayBegin(state, 'unmute'));
  const mayStart = useApp((state) => mayBegin(state, 'camera'));
  const microphone = useApp((state) => state.media.wants.microphone && usable(state.media.microphone));
  const camera = useApp((state) => state.media.wants.camera && usable(state.media.camera));
  const hand = useApp((state) => state.records.me?.hand ?? false);
  return (
    <>
      <Tool
        icon={microphone ? <Mic aria-hidden size={22} /> : <MicOff aria-hidden size={22} />}
        label={microphone ? t.mute : t.unmute}
        look={microphone ? 'on' : 'off'}
        onPress={() => actions.setMicrophone(!microphone)}
        why={microphone || mayUnmute ? undefined : words.unmuteNotAllowed}
      />
      <Tool
        icon={camera ? <Video aria-hidden size={22} /> : <VideoOff aria-hidden size={22} />}
        label={camera ? t.stopCamera : t.startCamera}
        look={camera ? 'on' : 'off'}
        onPress={() => actions.setCamera(!camera)}
        why={camera || mayStart ? undefined : words.cameraNotAllowed}
      />
      <ShareTool />
      <PanelTool icon={<FolderOpen aria-hidden size={22} />} label={files.button} panel="files" />
      <Tool
        icon={<Hand aria-hidden size={22} />}
        label={hand ? t.lowerHand : t.raiseHand}
        onPress={() => void actions.command({ type: 'raise_hand', raised: !hand }, 'toolbar')}
        {...(hand ? { look: 'raised' as const } : {})}
      />
    </>
  );
}

const usable = (status: string): boolean => status === 'ok' || status === 'starting';

interface ToolbarProps {
  readonly onBreakout: () => void;
  readonly onBoard: () => void;
  readonly onHarvest: (number: number) => void;
  readonly onDevices: () => void;
  readonly onInvite: () => void;
  readonly onLeave: () => void;
  readonly onSecurity: () => void;
}

export function Toolbar({ onLeave, ...choices }: ToolbarProps) {
  const t = useTexts().toolbar;
  const count = useApp((state) => state.records.mates.size);
  return (
    <AriaToolbar aria-label={t.label} className="toolbar">
      <OwnTools />
      <ReactionsTool />
      <ChatTool />
      <PanelTool count={count} icon={<Users aria-hidden size={22} />} label={t.people} panel="people" />
      <MoreMenu {...choices} />
      <Tool icon={<LogOut aria-hidden size={22} />} label={t.leave} look="leave" onPress={onLeave} />
    </AriaToolbar>
  );
}
