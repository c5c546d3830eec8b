import { Megaphone } from 'lucide-react';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Conversation, Entry } from '../../model/chat.ts';
import { timeOfDay } from '../format.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { ActionButton } from '../parts/Button.tsx';
import { Problem } from '../parts/Refusal.tsx';
import { useApp, useTexts } from '../store.tsx';
import { type Group, groups } from './groups.ts';
import { Line } from './Line.tsx';

/** Pixels from an end at which the list counts as being there. */
const NEAR = 48;

interface GroupProps {
  readonly group: Group;
  readonly conversation: Conversation;
  readonly moderator: boolean;
}

function GroupOfLines({ group, conversation, moderator }: GroupProps) {
  const t = useTexts().chat;
  const offset = useApp((state) => state.clockOffset);
  const { first } = group;
  const ofRoom = conversation.kind === 'room' || conversation.kind === 'elsewhere';
  const name = first.name || (first.by === null ? t.operator : t.someone);
  return (
    <li className={first.announcement ? 'line-group line-announcement' : 'line-group'}>
      {group.startsNews && (
        <p className="line-news">
          <span>{t.newLines}</span>
        </p>
      )}
      {first.announcement ? (
        <span className="line-sign">
          <Megaphone aria-hidden size={18} />
        </span>
      ) : (
        <Avatar id={first.by ?? ''} name={name} />
      )}
      <div className="line-column">
        <p className="line-head">
          <bdi className="line-author truncate">{name}</bdi>
          {first.mine && <span className="muted">({t.you})</span>}
          {first.announcement && <span className="muted">{t.announcement}</span>}
          <time className="muted" dateTime={new Date(first.at - offset).toISOString()}>
            {timeOfDay(first.at - offset)}
          </time>
        </p>
        {group.entries.map((entry) => (
          <Line
            entry={entry}
            key={entry.id}
            mayDelete={!entry.announcement && (entry.mine || (moderator && ofRoom))}
            mayEdit={entry.mine && conversation.writable}
          />
        ))}
      </div>
    </li>
  );
}

/** Keeps the end in sight while one is there, and what one reads where it is when earlier lines come in above. */
function useScrolling(
  list: RefObject<HTMLDivElement | null>,
  entries: readonly Entry[],
  conversation: string,
) {
  const atEnd = useRef(true);
  const height = useRef(0);
  const first = entries[0]?.id;
  const top = useRef({ conversation, first });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is shown
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const other = top.current.conversation !== conversation;
    const grewAbove = !other && top.current.first !== first;
    if (other || atEnd.current) element.scrollTop = element.scrollHeight;
    else if (grewAbove) element.scrollTop += element.scrollHeight - height.current;
    height.current = element.scrollHeight;
    top.current = { conversation, first };
  }, [list, entries, conversation, first]);
  return (element: HTMLDivElement) => {
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    height.current = element.scrollHeight;
  };
}

interface Props {
  readonly conversation: Conversation;
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly moderator: boolean;
  readonly more: boolean;
  readonly loading: boolean;
  readonly failed: string | null;
  readonly onOlder: () => void;
}

/** What was said, the oldest first; earlier lines come when one scrolls up. */
export function LineList(props: Props) {
  const { conversation, name, entries, moderator, more, loading, failed, onOlder } = props;
  const t = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const read = useApp((state) => state.chat.read.get(conversation.id) ?? 0);
  const [news, setNews] = useState({ conversation: conversation.id, from: read });
  if (news.conversation !== conversation.id) setNews({ conversation: conversation.id, from: read });
  const shown = useMemo(
    () => groups(entries, conversation.kind === 'elsewhere' ? null : news.from),
    [entries, conversation.kind, news.from],
  );
  const scrolled = useScrolling(list, entries, conversation.id);
  const askedAt = useRef<string | undefined>(undefined);
  const first = entries[0]?.id;
  useEffect(() => {
    if (!loading) askedAt.current = undefined;
  }, [loading]);
  return (
    <div
      aria-label={t.chat.lines(name)}
      className="line-list"
      onScroll={(event) => {
        const element = event.currentTarget;
        scrolled(element);
        if (element.scrollTop < NEAR && more && !loading && failed === null && askedAt.current !== first) {
          askedAt.current = first;
          onOlder();
        }
      }}
      ref={list}
      role="log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
      tabIndex={0}
    >
      {more && !loading && (
        <ActionButton look="quiet" onPress={onOlder} small wide>
          {t.chat.older}
        </ActionButton>
      )}
      {loading && <p className="muted panel-empty">{t.chat.loading}</p>}
      {failed !== null && <Problem>{failed}</Problem>}
      {!more && !loading && (
        <p className="muted panel-empty">{entries.length === 0 ? t.chat.empty : t.chat.beginning}</p>
      )}
      <ol className="line-groups">
        {shown.map((group) => (
          <GroupOfLines conversation={conversation} group={group} key={group.key} moderator={moderator} />
        ))}
      </ol>
    </div>
  );
}
