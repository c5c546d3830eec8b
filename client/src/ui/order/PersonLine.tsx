import { EllipsisVertical, Hand, MicOff, VideoOff, WifiOff } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { ListedPerson } from '../../model/order.ts';
import { WriteTo } from '../chat/WriteTo.tsx';
import { Avatar } from '../parts/Avatar.tsx';
import { QualityMark } from '../parts/QualityMark.tsx';
import { useTexts } from '../store.tsx';

interface LineProps {
  readonly person: ListedPerson;
  /** Hands are numbered once there are several. */
  readonly severalHands: boolean;
  /** Where they are, if that is to be said. */
  readonly room?: string;
  /** null: there is nothing one may do. */
  readonly onMenu: ((button: HTMLButtonElement) => void) | null;
}

/** RM1: the mark of a raised hand, with its place in the order once there are several. */
export function HandMark({ number, several }: { number: number; several: boolean }) {
  const t = useTexts();
  return (
    <span
      aria-label={several ? t.moderating.people.handNumber(number) : t.stage.hand}
      className="mark-hand hand-mark"
      role="img"
    >
      <Hand aria-hidden size={16} />
      {several && <span aria-hidden="true">{number}</span>}
    </span>
  );
}

/** One person of the people panel. */
export function PersonLine({ person, severalHands, room, onMenu }: LineProps) {
  const t = useTexts();
  const role = t.panel.role[person.role];
  return (
    <li className="person-line">
      <Avatar id={person.id} name={person.name} />
      <span className="person-name">
        <bdi className="truncate">{person.name}</bdi>
        {person.isMe && <span className="muted">({t.you})</span>}
        {role && <span className="muted">{role}</span>}
        {room !== undefined && <bdi className="muted truncate">{room}</bdi>}
      </span>
      {person.away && <WifiOff aria-label={t.dashboard.away} className="muted" role="img" size={16} />}
      <QualityMark person={person.id} />
      {person.handNumber !== null && <HandMark number={person.handNumber} several={severalHands} />}
      {!person.camera && <VideoOff aria-hidden className="muted" size={16} />}
      {!person.microphone && <MicOff aria-label={t.stage.muted} className="muted" role="img" size={16} />}
      <WriteTo name={person.name} person={person.id} />
      {onMenu && (
        <Button
          aria-haspopup="menu"
          aria-label={t.moderating.people.menu(person.name)}
          className="line-button"
          onPress={(event) => {
            if (event.target instanceof HTMLButtonElement) onMenu(event.target);
          }}
        >
          <EllipsisVertical aria-hidden size={16} />
        </Button>
      )}
    </li>
  );
}
