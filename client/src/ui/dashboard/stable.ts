import type { Dashboard, DashboardPerson, DashboardRoom } from '../../model/dashboard.ts';

const sameMove = (a: DashboardPerson['move'], b: DashboardPerson['move']): boolean =>
  a === b || (a !== null && b !== null && a.room === b.room && a.due === b.due && a.roomName === b.roomName);

function same<T extends object>(a: T, b: T, but: keyof T): boolean {
  return (Object.keys(b) as (keyof T)[]).every((key) => key === but || Object.is(a[key], b[key]));
}

function keepPerson(old: DashboardPerson | undefined, next: DashboardPerson): DashboardPerson {
  return old && same(old, next, 'move') && sameMove(old.move, next.move) ? old : next;
}

function keepRoom(
  old: DashboardRoom | undefined,
  next: DashboardRoom,
  before: ReadonlyMap<string, DashboardPerson>,
): DashboardRoom {
  const people = next.people.map((person) => keepPerson(before.get(person.id), person));
  if (!old || !same(old, next, 'people') || old.people.length !== people.length) return { ...next, people };
  return old.people.every((person, index) => person === people[index]) ? old : { ...next, people };
}

const roomsOf = (view: Dashboard): readonly DashboardRoom[] =>
  view.main ? [view.main, ...view.rooms] : view.rooms;

/** `next`, with the former objects for everybody and every room that did not change, so that only the others are drawn. */
export function keepUnchanged(old: Dashboard, next: Dashboard): Dashboard {
  const rooms = new Map(roomsOf(old).map((room) => [room.id, room]));
  const people = new Map(
    roomsOf(old).flatMap((room) => room.people.map((person) => [person.id, person] as const)),
  );
  const keep = (room: DashboardRoom) => keepRoom(rooms.get(room.id), room, people);
  return { ...next, main: next.main && keep(next.main), rooms: next.rooms.map(keep) };
}
