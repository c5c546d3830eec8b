import type { DownFrame, MateRecord, MeetingRecord, UpFrame } from '../wire.gen.ts';

/** Parts of the generated types that need a name here. */

type Down<T extends DownFrame['type']> = Extract<DownFrame, { readonly type: T }>;

/** The one shape of everything that can go wrong: a stable code, also one of our own, and a sentence for people. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export type Notice = Down<'changes'>['notices'][number];
export type Change = Down<'changes'>['changes'][number];
export type AnyRecord = Extract<Change, readonly ['put', string, unknown]>[2];
export type SlotEntry = Down<'slots'>['slots'][number];
export type Source = SlotEntry['source'];
export type Role = MateRecord['role'];
export type Phase = MeetingRecord['phase'];
type UpCandidate = Extract<UpFrame, { readonly type: 'candidate' }>;
export type Direction = UpCandidate['connection'];
/** What the media server trickled; null inside the frame ends it. */
export type DownCandidate = NonNullable<Down<'candidate'>['candidate']>;
