import type { Dashboard, DashboardPerson } from '../../model/dashboard.ts';
import { isModeratorRole } from '../../model/selectors.ts';
import type { Phase } from '../../wire.gen.ts';

/** What a drop, or a choice in a menu, asks for. */
export interface MovePlan {
  /** To be moved by the server now. */
  readonly people: readonly string[];
  /** MV3: the own name goes along only when the dashboard closes; undefined: not part of this. */
  readonly myself?: string | null;
}

const isThere = (person: DashboardPerson, room: string): boolean =>
  person.seat === room && person.move === null;

/** A person counts as moved unless already there; in a draft the place is the assignment. */
function changes(person: DashboardPerson, room: string, main: string, phase: Phase): boolean {
  return phase === 'draft' ? (person.assignment ?? main) !== room : !isThere(person, room);
}

/** Who of `chosen` has to be told to go to `room`. In a draft moderators have no assignment and stay out. */
export function planMove(
  board: Dashboard,
  chosen: ReadonlySet<string>,
  room: string,
  phase: Phase,
): MovePlan {
  const main = board.main?.id ?? '';
  const everyone = [board.main, ...board.rooms].flatMap((there) => there?.people ?? []);
  const picked = everyone.filter((person) => chosen.has(person.id));
  const me = picked.find((person) => person.isMe);
  const others = picked.filter((person) => !person.isMe && changes(person, room, main, phase));
  const dealt = others.filter((person) => phase !== 'draft' || !isModeratorRole(person.role));
  // Only moderators, or nobody who is still there: let the server say why not.
  const people = (dealt.length > 0 ? dealt : others).map((person) => person.id);
  if (picked.length === 0) return { people: [...chosen] };
  if (!me) return { people };
  return { people, myself: me.seat === room ? null : room };
}

/** Selecting in one room replaces the selection in the others, unless a key (or touch) says *also*. */
export function mergeSelection(
  all: ReadonlySet<string>,
  here: readonly string[],
  next: ReadonlySet<string>,
  also: boolean,
): ReadonlySet<string> {
  if (!also) return next;
  const inRoom = new Set(here);
  return new Set([...[...all].filter((id) => !inRoom.has(id)), ...next]);
}
