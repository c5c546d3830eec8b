import type { AppStore } from '../model/app.ts';
import { FileTransfers } from '../model/files.ts';
import type { Memory } from '../model/ports.ts';
import { Session } from '../model/session.ts';
import { browserClock } from './browser_clock.ts';
import { BrowserMedia } from './browser_media.ts';
import { documentsOf } from './documents.ts';
import { browserWait, fileHttpOf } from './file_http.ts';
import { httpOf, linkToken } from './http.ts';
import { memoryOf } from './memory.ts';
import { dialOf, socketUrl } from './socket.ts';

function reportFault(message: string): void {
  // biome-ignore lint/suspicious/noConsole: faults of our own are for developers; people are shown states instead.
  console.error(`reconvene: ${message}`);
}

function mediaOf(memory: Memory): BrowserMedia {
  return new BrowserMedia({
    clock: browserClock,
    chosen: memory.chosen,
    cleanSound: memory.cleanSound,
    fault: reportFault,
  });
}

/** The store of this page, with the browser behind it. */
export function createAppStore(page: Location): AppStore {
  const token = linkToken(page.pathname);
  const memory = memoryOf(token ?? '');
  const media = mediaOf(memory);
  const session = new Session({
    clock: browserClock,
    dial: dialOf(socketUrl(page)),
    http: httpOf(token),
    memory,
    media,
    fault: reportFault,
  });
  window.addEventListener('online', session.online);
  void session.open();
  return {
    getState: session.getState,
    subscribe: session.subscribe,
    actions: session.actions,
    attach: media.attach,
    documents: documentsOf(page, memory),
    files: new FileTransfers(fileHttpOf(memory), browserWait),
  };
}
