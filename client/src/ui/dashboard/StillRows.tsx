import type { DashboardPerson } from '../../model/dashboard.ts';
import { useTexts } from '../store.tsx';
import { useBoard } from './board.ts';
import { StillRow } from './PersonRow.tsx';
import { MANY, SHOWN_OF_MANY } from './rows.ts';

/** How a room's people look, before there are rows that can be used. */
export function StillRows({ people }: { people: readonly DashboardPerson[] }) {
  const t = useTexts().dashboard;
  const { later, found } = useBoard();
  if (people.length === 0) return <p className="muted people-empty">{found ? t.noneHere : t.empty}</p>;
  return (people.length > MANY ? people.slice(0, SHOWN_OF_MANY) : people).map((person) => (
    <StillRow key={person.id} later={person.isMe ? later : null} person={person} />
  ));
}
