import type { FileHttp, UploadState, Wait } from '../model/files.ts';
import type { Memory, Outcome } from '../model/ports.ts';
import { asked } from './http.ts';

const BASE = '/api/v1/seat/files';

/** Files over HTTP, with the rights of this page's seat. */
export function fileHttpOf(memory: Memory): FileHttp {
  const authorization = () => ({ Authorization: `Bearer ${memory.seat ?? ''}` });
  const json = <T>(path: string, method: string, body?: unknown): Promise<Outcome<T>> =>
    asked<T>(`${BASE}${path}`, {
      method,
      headers: { ...authorization(), 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    begin: (name, size, room) => json<UploadState>('', 'POST', { name, size, room }),
    state: (id) => json<UploadState>(`/${id}`, 'GET'),
    send: (id, offset, part, stop) => {
      const controller = new AbortController();
      stop.onStop(() => controller.abort());
      return asked<UploadState>(`${BASE}/${id}`, {
        method: 'PATCH',
        headers: {
          ...authorization(),
          'Content-Type': 'application/octet-stream',
          'Upload-Offset': String(offset),
        },
        body: part as Blob,
        signal: controller.signal,
      });
    },
    cancel: async (id) => {
      await json(`/${id}`, 'DELETE');
    },
    address: async (file) => {
      const answer = await json<{ readonly url: string }>(`/${file}/address`, 'POST');
      return answer.ok ? { ok: true, value: answer.value.url } : answer;
    },
    save: (address) => {
      const link = document.createElement('a');
      link.href = `${address}?download=true`;
      link.download = '';
      link.click();
    },
  };
}

/** Waits, or less if it is stopped. */
export const browserWait: Wait = (millis, stop) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    stop.onStop(() => {
      clearTimeout(timer);
      resolve();
    });
  });
