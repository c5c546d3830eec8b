import { MessageSquareText } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { selectUnread } from '../../model/chat.ts';
import { PanelTool } from '../panel/PanelTool.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { useApp, useTexts } from '../store.tsx';

const MOST_READ_OUT = 3;

/** RM2: reads out what others write, whether the chat is open or not; of many lines at once only how many. */
function useReadingOut(): void {
  const t = useTexts().chat;
  const announce = useAnnounce();
  const lines = useApp((state) => state.records.lines);
  const me = useApp((state) => state.records.me?.id);
  const room = useApp((state) => state.records.room?.id);
  const known = useRef<{ readonly room: string | undefined; readonly lines: typeof lines } | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = { room, lines };
    // What is there on arrival is read by those who open the chat.
    if (before === null || before.room !== room) return;
    const fresh = [...lines.values()].filter(
      (line) => !before.lines.has(line.id) && line.by !== me && !line.deleted,
    );
    if (fresh.length === 0) return;
    const all = fresh.map((line) => t.said(line.name, line.text)).join('. ');
    announce(fresh.length > MOST_READ_OUT ? t.several(fresh.length) : all);
  }, [lines, room, me, announce, t]);
}

/** *Chat* in the toolbar, with how much there is to read. */
export function ChatTool() {
  const t = useTexts().chat;
  const unread = useApp(selectUnread);
  useReadingOut();
  return (
    <PanelTool
      count={unread}
      icon={<MessageSquareText aria-hidden size={22} />}
      label={t.button}
      news={unread > 0}
      panel="chat"
      {...(unread > 0 ? { description: t.unread(unread) } : {})}
    />
  );
}
