/** What the page does when the server closes the socket; the table of docs/protocol.md. */
export type AfterClose =
  /** Dial again after a wait. */
  | 'retry'
  /** The server restarts and said so: dial again until the next one is there. */
  | 'restart'
  /** Dial again at once: the server said so. */
  | 'resume'
  /** As `retry`, but what was being sent must not be sent again. */
  | 'drop'
  /** The seat is no longer known: back to the join page. */
  | 'expired'
  | 'replaced'
  | 'removed';

const TABLE: ReadonlyMap<number, AfterClose> = new Map([
  [1012, 'restart'],
  [4001, 'expired'],
  [4002, 'replaced'],
  [4003, 'removed'],
  [4008, 'resume'],
  [4009, 'drop'],
  [4010, 'drop'],
]);

export const afterClose = (code: number): AfterClose => TABLE.get(code) ?? 'retry';
