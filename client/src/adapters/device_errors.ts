import type { DeviceStatus } from '../model/app.ts';

/** What a failed getUserMedia means for the person; null: not a failure browsers define, so a bug. */
export function deviceStatus(error: unknown): DeviceStatus | null {
  if (!(error instanceof DOMException)) return null;
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
    case 'InvalidStateError':
      return 'busy';
    default:
      return null;
  }
}
