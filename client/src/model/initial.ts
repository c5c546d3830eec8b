import type { AppState, MediaState } from './app.ts';
import { NO_CHAT } from './chat.ts';
import { NO_RECORDS } from './records.ts';

export const INITIAL_MEDIA: MediaState = {
  devices: [],
  chosen: { microphone: null, camera: null, speaker: null },
  microphone: 'off',
  camera: 'off',
  screen: 'off',
  wants: { microphone: true, camera: true },
  preview: null,
  level: 0,
  slots: [],
  connection: 'none',
  soundBlocked: false,
  replaced: [],
  quality: 4,
  cleanSound: true,
};

export const INITIAL_STATE: AppState = {
  screen: 'loading',
  link: null,
  linkError: null,
  name: '',
  joinError: null,
  connection: { state: 'connected' },
  clockOffset: 0,
  records: NO_RECORDS,
  speaking: new Set(),
  qualities: {},
  soundOnly: false,
  media: INITIAL_MEDIA,
  pending: [],
  refusals: new Map(),
  notices: [],
  chat: NO_CHAT,
  dismissed: new Set(),
  reactions: [],
  theme: 'dark',
  layout: 'content',
};
