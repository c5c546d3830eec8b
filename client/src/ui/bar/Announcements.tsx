import { ScrollText } from 'lucide-react';
import { roomTalk } from '../../model/chat.ts';
import { selectAnnouncements } from '../../model/desk.ts';
import { usePanel } from '../panel/panels.ts';
import { useApp, useTexts } from '../store.tsx';
import { BarAction } from './BarAction.tsx';

/** BC1: what was announced in this room, to read again among its lines; nothing where nothing was. */
export function AnnouncementsButton() {
  const t = useTexts().broadcast;
  const announcements = useApp(selectAnnouncements);
  const room = useApp((state) => state.records.room?.id);
  const { show } = usePanel();
  if (announcements.length === 0 || room === undefined) return null;
  return (
    <BarAction
      count={announcements.length}
      icon={<ScrollText aria-hidden size={18} />}
      label={t.announcements}
      onPress={() => show('chat', roomTalk(room))}
    />
  );
}
