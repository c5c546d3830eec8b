/**
 * Milliseconds to wait before try number `attempt` (1 is the first after a loss). `random` is from [0, 1):
 * half of the wait is jitter, so that a restarted server is not met by everyone at once.
 */
export function backoff(attempt: number, random: number, first: number, longest: number): number {
  const full = Math.min(longest, first * 2 ** Math.max(0, attempt - 1));
  return Math.round(full / 2 + (full / 2) * random);
}
