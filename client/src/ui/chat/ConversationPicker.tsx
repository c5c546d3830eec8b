import { ChevronDown, DoorOpen, ShieldCheck, UserRound } from 'lucide-react';
import {
  Button,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Select,
} from 'react-aria-components';
import type { Conversation } from '../../model/chat.ts';
import { useTexts } from '../store.tsx';

const ICONS = { room: DoorOpen, elsewhere: DoorOpen, moderators: ShieldCheck, person: UserRound } as const;

/** What a conversation is called on the screen. */
export function useTalkName(): (conversation: Conversation) => string {
  const t = useTexts().chat;
  return ({ kind, name }) => (kind === 'moderators' ? t.moderators : name || t.someone);
}

function Choice({ conversation, name }: { conversation: Conversation; name: string }) {
  const t = useTexts().chat;
  const Icon = ICONS[conversation.kind];
  return (
    <ListBoxItem className="menu-item" id={conversation.id} textValue={name}>
      <Icon aria-hidden size={16} />
      <bdi className="truncate">{name}</bdi>
      {conversation.unread > 0 && (
        <span className="end news-count">
          <span aria-hidden="true">{conversation.unread}</span>
          <span className="visually-hidden">{t.unread(conversation.unread)}</span>
        </span>
      )}
    </ListBoxItem>
  );
}

interface Props {
  readonly current: Conversation;
  readonly own: readonly Conversation[];
  readonly elsewhere: readonly Conversation[];
  readonly onChoose: (id: string) => void;
}

/** Which conversation to read: the room's, the moderators', those with one person; for moderators other rooms too. */
export function ConversationPicker({ current, own, elsewhere, onChoose }: Props) {
  const t = useTexts().chat;
  const nameOf = useTalkName();
  const Icon = ICONS[current.kind];
  const others = own.reduce((sum, { id, unread }) => sum + (id === current.id ? 0 : unread), 0);
  return (
    <Select className="field" onChange={(key) => onChoose(String(key))} value={current.id}>
      <Label className="visually-hidden">{t.conversation}</Label>
      <Button className="button select-button">
        <Icon aria-hidden size={16} />
        <bdi className="truncate select-value">{nameOf(current)}</bdi>
        {others > 0 && (
          <span className="news-count">
            <span aria-hidden="true">{others}</span>
            <span className="visually-hidden">{t.unread(others)}</span>
          </span>
        )}
        <ChevronDown aria-hidden size={16} />
      </Button>
      <Popover className="popover popover-select popover-tall">
        <ListBox className="menu">
          {own.map((conversation) => (
            <Choice conversation={conversation} key={conversation.id} name={nameOf(conversation)} />
          ))}
          {elsewhere.length > 0 && (
            <ListBoxSection>
              <Header className="menu-header">{t.otherRooms}</Header>
              {elsewhere.map((conversation) => (
                <Choice conversation={conversation} key={conversation.id} name={nameOf(conversation)} />
              ))}
            </ListBoxSection>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
