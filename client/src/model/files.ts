import type { Outcome } from './ports.ts';
import type { Refusal } from './wire.ts';

/** RM3: files on their way to the server, and where to read those that are there. */

/** What the person chose; a browser's File is one. */
export interface Source {
  readonly name: string;
  readonly size: number;
  slice(from: number, to: number): unknown;
}

/** `waiting`: there is no connection, it goes on by itself; `failed`: refused, see `refusal`. */
export interface Upload {
  readonly key: string;
  readonly room: string;
  readonly name: string;
  readonly size: number;
  readonly sent: number;
  readonly status: 'queued' | 'sending' | 'waiting' | 'failed';
  readonly refusal: Refusal | null;
}

export interface UploadState {
  readonly id: string;
  readonly offset: number;
  readonly done: boolean;
}

/** Tells work that nobody waits for it any more. */
export class Stop {
  readonly #told: (() => void)[] = [];
  stopped = false;

  stop(): void {
    this.stopped = true;
    for (const tell of this.#told) tell();
  }

  onStop(tell: () => void): void {
    this.#told.push(tell);
  }
}

/** The server's side; a network failure is the refusal UNREACHABLE. */
export interface FileHttp {
  begin(name: string, size: number, room: string): Promise<Outcome<UploadState>>;
  send(id: string, offset: number, part: unknown, stop: Stop): Promise<Outcome<UploadState>>;
  state(id: string): Promise<Outcome<UploadState>>;
  cancel(id: string): Promise<void>;
  address(file: string): Promise<Outcome<string>>;
  /** Have the browser save what lies at an address. */
  save(address: string): void;
}

export interface Files {
  getUploads(): readonly Upload[];
  subscribe(listener: () => void): () => void;
  /** Send these to a room one is in, one after the other. */
  add(sources: readonly Source[], room: string): void;
  cancel(key: string): void;
  /** Cancel everything: the person is not in the meeting any more. */
  clear(): void;
  /** Begin a refused upload anew. */
  retry(key: string): void;
  /** Where a file can be read for some minutes. */
  address(file: string): Promise<Outcome<string>>;
  download(file: string): Promise<Refusal | null>;
}

/** Bytes of one request: what is lost at most when a connection breaks, and how finely progress is told. */
export const PART = 2 * 1024 * 1024;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;
/** What asking for the offset puts right. */
const OFFSET_CODES = new Set(['UPLOAD_OFFSET', 'UPLOAD_TAKEN_OVER', 'BAD_REQUEST']);

interface Job {
  readonly source: Source;
  readonly stop: Stop;
  id: string | null;
}

export type Wait = (millis: number, stop: Stop) => Promise<void>;

export class FileTransfers implements Files {
  readonly #http: FileHttp;
  readonly #wait: Wait;
  readonly #jobs = new Map<string, Job>();
  readonly #listeners = new Set<() => void>();
  #uploads: readonly Upload[] = [];
  #made = 0;
  #working = false;

  constructor(http: FileHttp, wait: Wait) {
    this.#http = http;
    this.#wait = wait;
  }

  readonly getUploads = (): readonly Upload[] => this.#uploads;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(sources: readonly Source[], room: string): void {
    for (const source of sources) {
      this.#made += 1;
      const key = `upload-${this.#made}`;
      this.#jobs.set(key, { source, stop: new Stop(), id: null });
      const { name, size } = source;
      this.#set([...this.#uploads, { key, room, name, size, sent: 0, status: 'queued', refusal: null }]);
    }
    void this.#work();
  }

  cancel(key: string): void {
    const job = this.#jobs.get(key);
    this.#drop(key);
    job?.stop.stop();
    if (job?.id) void this.#http.cancel(job.id);
  }

  clear(): void {
    for (const { key } of this.#uploads) this.cancel(key);
  }

  retry(key: string): void {
    const upload = this.#uploads.find((each) => each.key === key);
    const job = this.#jobs.get(key);
    if (!upload || !job) return;
    this.#drop(key);
    this.add([job.source], upload.room);
  }

  address(file: string): Promise<Outcome<string>> {
    return this.#http.address(file);
  }

  async download(file: string): Promise<Refusal | null> {
    const address = await this.#http.address(file);
    if (!address.ok) return address.refusal;
    this.#http.save(address.value);
    return null;
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (let next = this.#next(); next; next = this.#next()) {
      const refusal = await this.#send(next);
      if (refusal) this.#change(next.key, { status: 'failed', refusal });
      else this.#drop(next.key);
    }
    this.#working = false;
  }

  #next(): Upload | undefined {
    return this.#uploads.find(({ status }) => status === 'queued');
  }

  /** Sends until the server has it all; resolves with why not, or null, also when it was cancelled. */
  async #send({ key, name, size, room }: Upload): Promise<Refusal | null> {
    const job = this.#jobs.get(key);
    if (!job) return null;
    this.#change(key, { status: 'sending' });
    let step = await this.#patiently(key, job, () => this.#http.begin(name, size, room));
    while (step?.ok && !step.value.done) {
      const { id, offset } = step.value;
      job.id = id;
      if (job.stop.stopped) {
        // Cancelled before the server had given it an id.
        void this.#http.cancel(id);
        return null;
      }
      this.#change(key, { sent: offset, status: 'sending' });
      const part = job.source.slice(offset, Math.min(offset + PART, size));
      const sent = await this.#http.send(id, offset, part, job.stop);
      step = this.#goesOn(sent) ? await this.#patiently(key, job, () => this.#http.state(id)) : sent;
    }
    return step && !step.ok && !job.stop.stopped ? step.refusal : null;
  }

  #goesOn(sent: Outcome<UploadState>): boolean {
    return !sent.ok && (sent.refusal.code === 'UNREACHABLE' || OFFSET_CODES.has(sent.refusal.code));
  }

  /** Asks until the server can be reached; null once the upload is cancelled. */
  async #patiently(
    key: string,
    job: Job,
    ask: () => Promise<Outcome<UploadState>>,
  ): Promise<Outcome<UploadState> | null> {
    for (let wait = FIRST_WAIT; !job.stop.stopped; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      const answer = await ask();
      if (answer.ok || answer.refusal.code !== 'UNREACHABLE') return answer;
      this.#change(key, { status: 'waiting' });
      await this.#wait(wait, job.stop);
    }
    return null;
  }

  #change(key: string, change: Partial<Upload>): void {
    this.#set(this.#uploads.map((each) => (each.key === key ? { ...each, ...change } : each)));
  }

  #drop(key: string): void {
    this.#jobs.delete(key);
    this.#set(this.#uploads.filter((each) => each.key !== key));
  }

  #set(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    for (const listener of this.#listeners) listener();
  }
}
