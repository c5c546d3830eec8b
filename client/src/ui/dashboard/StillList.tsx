import type { DashboardPerson } from '../../model/dashboard.ts';
import { useTexts } from '../store.tsx';
import { useBoard } from './board.ts';
import { StillRow } from './PersonRow.tsx';
import { MANY, SHOWN_OF_MANY } from './rows.ts';

/** How a room's people look, before there is time to draw rows that can be used. */
export function StillList({ people }: { people: readonly DashboardPerson[] }) {
  const t = useTexts().dashboard;
  const { later, found } = useBoard();
  const many = people.length > MANY;
  return (
    <div className="people-list" data-virtual={many || undefined}>
      {people.length === 0 && <p className="muted people-empty">{found ? t.noneHere : t.empty}</p>}
      {(many ? people.slice(0, SHOWN_OF_MANY) : people).map((person) => (
        <StillRow key={person.id} later={person.isMe ? later : null} person={person} />
      ))}
    </div>
  );
}
