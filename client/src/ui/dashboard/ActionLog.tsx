import { History } from 'lucide-react';
import { selectActions } from '../../model/desk.ts';
import type { ActionRecord } from '../../wire.gen.ts';
import { timeOfDay } from '../format.ts';
import { IconButton } from '../parts/Button.tsx';
import { ListPopover } from '../parts/ListPopover.tsx';
import { useApp, useTexts } from '../store.tsx';
import type { Texts } from '../texts.ts';

/** What was done, in words; a kind this page does not know yet is shown as it is called. */
export function sentenceOf(t: Texts['log'], action: ActionRecord): string {
  const { kind, people, room } = action;
  const [first, ...more] = people;
  const who =
    more.length > 1
      ? t.several(first ?? t.someone, more.length)
      : people.map(t.name).join(` ${t.and} `) || t.someone;
  const kinds: Readonly<Record<string, (who: string, room: string, about: ActionRecord) => string>> = t.kinds;
  return Object.hasOwn(kinds, kind) ? (kinds[kind]?.(who, room, action) ?? kind) : kind;
}

/** Who did what, to whom and when, the newest first. */
export function ActionLog() {
  const t = useTexts().log;
  const actions = useApp(selectActions);
  const offset = useApp((state) => state.clockOffset);
  return (
    <ListPopover
      button={
        <IconButton label={t.title}>
          <History aria-hidden size={20} />
        </IconButton>
      }
      empty={t.empty}
      items={actions.map((action) => (
        <li className="message" key={action.number}>
          <span className="message-head muted">
            <bdi className="truncate">{action.by || t.operator}</bdi>
            <time>{timeOfDay(action.at - offset)}</time>
          </span>
          <span className="message-text">{sentenceOf(t, action)}</span>
        </li>
      ))}
      ordered
      title={t.title}
    />
  );
}
