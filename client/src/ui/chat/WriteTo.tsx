import { MessageSquareText } from 'lucide-react';
import { personTalk } from '../../model/chat.ts';
import { selectIsModerator } from '../../model/selectors.ts';
import { usePanel } from '../panel/panels.ts';
import { IconButton } from '../parts/Button.tsx';
import { useApp, useTexts } from '../store.tsx';

/** RM2: opens the private conversation with somebody; nothing where the moderators do not allow it. */
export function WriteTo({ person, name }: { person: string; name: string }) {
  const t = useTexts().chat;
  const { show } = usePanel();
  const allowed = useApp(
    (state) =>
      state.records.me?.id !== person &&
      (selectIsModerator(state) || state.records.meeting?.permissions.private_chat !== false),
  );
  if (!allowed) return null;
  return (
    <IconButton label={t.write(name)} onPress={() => show('chat', personTalk(person))} small>
      <MessageSquareText aria-hidden size={16} />
    </IconButton>
  );
}
