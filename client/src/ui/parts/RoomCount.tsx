import type { RoomEntry } from '../../model/dashboard.ts';
import { useTexts } from '../store.tsx';

/** How many are in a room, of how many if that is limited, and whether it is full. */
export function RoomCount({ room }: { room: RoomEntry }) {
  const t = useTexts();
  const { count, capacity, full } = room;
  return (
    <>
      <span aria-hidden="true">{capacity === null ? count : `${count} / ${capacity}`}</span>
      <span className="visually-hidden">
        {capacity === null ? t.people(count) : t.rooms.of(count, capacity)}
      </span>
      {full && <span className="tag">{t.rooms.full}</span>}
    </>
  );
}
