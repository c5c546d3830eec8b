import { describe, expect, it } from 'vitest';
import { type FileHttp, FileTransfers, PART, type Source, Stop, type UploadState } from './files.ts';
import type { Outcome } from './ports.ts';
import { DRIFT, positionAt } from './showing.ts';

const REFUSED = (code: string): Outcome<UploadState> => ({ ok: false, refusal: { code, message: code } });

/** A server in memory; `failures` are the codes of the next requests, empty for those that succeed. */
class Server implements FileHttp {
  readonly files = new Map<string, { size: number; parts: string }>();
  readonly cancelled: string[] = [];
  readonly failures: string[] = [];
  #made = 0;

  #failed(): Outcome<UploadState> | null {
    const code = this.failures.shift();
    return code ? REFUSED(code) : null;
  }

  #state(id: string): Outcome<UploadState> {
    const file = this.files.get(id);
    if (!file) return REFUSED('UPLOAD_UNKNOWN');
    return { ok: true, value: { id, offset: file.parts.length, done: file.parts.length === file.size } };
  }

  async begin(_: string, size: number) {
    const failed = this.#failed();
    if (failed) return failed;
    this.#made += 1;
    this.files.set(`f_${this.#made}`, { size, parts: '' });
    return this.#state(`f_${this.#made}`);
  }

  async send(id: string, offset: number, part: unknown) {
    const file = this.files.get(id);
    if (!file) return REFUSED('UPLOAD_UNKNOWN');
    if (offset !== file.parts.length) return REFUSED('UPLOAD_OFFSET');
    const code = this.failures.shift();
    // A connection that breaks has brought half of the part.
    const came = code === 'UNREACHABLE' ? String(part).slice(0, String(part).length / 2) : String(part);
    if (code && code !== 'UNREACHABLE') return REFUSED(code);
    file.parts += came;
    return code ? REFUSED(code) : this.#state(id);
  }

  async state(id: string) {
    return this.#failed() ?? this.#state(id);
  }

  async cancel(id: string) {
    this.cancelled.push(id);
    this.files.delete(id);
  }

  async address() {
    return { ok: true, value: '/somewhere' } as const;
  }

  save() {}
}

const source = (name: string, text: string): Source => ({
  name,
  size: text.length,
  slice: (from, to) => text.slice(from, to),
});

const LONG = 'abc'.repeat(PART);

function transfers(server: Server) {
  const waits: number[] = [];
  const files = new FileTransfers(server, async (millis) => {
    waits.push(millis);
  });
  const idle = () =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (files.getUploads().every(({ status }) => status === 'failed')) resolve();
      };
      files.subscribe(look);
      look();
    });
  return { files, waits, idle };
}

describe('RM3: uploads', () => {
  it('are sent part by part, one file after the other', async () => {
    const server = new Server();
    const { files, idle } = transfers(server);
    const seen: number[] = [];
    files.subscribe(() => seen.push(files.getUploads()[0]?.sent ?? -1));
    files.add([source('a', LONG), source('b', 'short')], 'main');
    await idle();
    expect([...server.files.values()].map(({ parts }) => parts)).toEqual([LONG, 'short']);
    expect(seen).toContain(PART);
    expect(files.getUploads()).toEqual([]);
  });

  it('go on where they broke off, waiting longer each time', async () => {
    const server = new Server();
    const { files, waits, idle } = transfers(server);
    server.failures.push('UNREACHABLE', 'UNREACHABLE');
    files.add([source('a', LONG)], 'main');
    await idle();
    expect(waits).toEqual([1_000, 2_000]);
    server.failures.push('', 'UNREACHABLE', 'UNREACHABLE', '', 'UPLOAD_OFFSET');
    files.add([source('b', LONG)], 'main');
    await idle();
    expect([...server.files.values()].map(({ parts }) => parts === LONG)).toEqual([true, true]);
  });

  it('that are refused say why, and can be tried again', async () => {
    const server = new Server();
    const { files, idle } = transfers(server);
    server.failures.push('FILE_SIZE');
    files.add([source('a', LONG)], 'r1');
    await idle();
    const [failed] = files.getUploads();
    expect(failed).toMatchObject({ status: 'failed', refusal: { code: 'FILE_SIZE' }, room: 'r1' });
    files.retry(failed?.key ?? '');
    await idle();
    expect(files.getUploads()).toEqual([]);
    expect(server.files.size).toBe(1);
  });

  it('that are cancelled stop and leave nothing', async () => {
    const server = new Server();
    const { files, idle } = transfers(server);
    const stop = files.subscribe(() => {
      const [upload] = files.getUploads();
      if (!upload || upload.sent < PART) return;
      stop();
      files.cancel(upload.key);
    });
    files.add([source('a', LONG), source('b', 'short')], 'main');
    await idle();
    expect(server.cancelled).toEqual(['f_1']);
    expect([...server.files.values()].map(({ parts }) => parts)).toEqual(['short']);
  });

  it('end with the meeting', async () => {
    const server = new Server();
    const { files } = transfers(server);
    files.add([source('a', LONG), source('b', 'short')], 'main');
    files.clear();
    await new Promise((resolve) => setTimeout(resolve));
    expect(files.getUploads()).toEqual([]);
    expect(server.cancelled).toEqual(['f_1']);
    expect(server.files.size).toBe(0);
  });

  it('tell those who wait that nobody waits for them any more', () => {
    const stop = new Stop();
    const told: boolean[] = [];
    stop.onStop(() => told.push(stop.stopped));
    stop.stop();
    expect(told).toEqual([true]);
  });
});

describe('RM3: where a film stands', () => {
  const playback = { playing: true, position: 1_500, at: 10_000 };

  it('is known to who comes late', () => {
    expect(positionAt(playback, 14_000, 60)).toBe(5.5);
    expect(positionAt({ ...playback, playing: false }, 14_000, 60)).toBe(1.5);
  });

  it('is the end from the end on, and never before the beginning', () => {
    expect(positionAt(playback, 999_999, 60)).toBe(60);
    expect(positionAt(playback, 9_000, 60)).toBe(1.5);
    expect(positionAt(playback, 14_000, Number.NaN)).toBe(5.5);
    expect(DRIFT).toBeLessThan(0.5);
  });
});
