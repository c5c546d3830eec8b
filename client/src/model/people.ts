import type { MateRecord } from '../wire.gen.ts';
import type { Role } from './wire.ts';

/** What every list of people shows of somebody, and what can be decided about them by it. */
export interface Listed {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly isMe: boolean;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly hand: boolean;
  readonly away: boolean;
}

/** What records of a person have in common, whoever sees them. */
export type Seen = Omit<MateRecord, 'joined'>;

export function listed(person: Seen, me: string | undefined): Listed {
  const { id, name, role, microphone, camera, hand, away } = person;
  return { id, name, role, microphone, camera, hand, away, isMe: id === me };
}
