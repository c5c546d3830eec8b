import type { AppState, MediaHandle, RemoteSlot } from '../../model/app.ts';
import { INITIAL_MEDIA } from '../../model/initial.ts';
import { id, inMeeting, mates, me, nameOf } from './people.ts';

/** The stage with something shown on it, and with many people. */

const presentation = (by: number, asked: readonly number[] = [], offered: number | null = null) => ({
  by: id(by),
  name: nameOf(by),
  what: { sound: false, kind: 'screen' as const },
  asked: asked.map((number) => ({ person: id(number), name: nameOf(number) })),
  offered: offered === null ? null : id(offered),
});

/** What I, who am the first, show to somebody who asks for it, or the other way round. */
const floor = (by: number, asked: readonly number[], offered: number | null): Partial<AppState> => ({
  ...inMeeting({ mates: mates(5), presentation: presentation(by, asked, offered), me: me('participant') }),
});

function presented(by: number, count: number, change: Partial<AppState> = {}): Partial<AppState> {
  const state = inMeeting({ mates: mates(count), presentation: presentation(by) });
  const screen: RemoteSlot = {
    mid: 's7',
    person: id(by),
    source: 'screen',
    switchedAt: 0,
    track: {} as MediaHandle,
  };
  const media = { ...INITIAL_MEDIA, ...state.media };
  return { ...state, media: { ...media, slots: [...media.slots, screen] }, ...change };
}

function sharing(screen: AppState['media']['screen']): Partial<AppState> {
  const state = inMeeting({ mates: mates(5), ...(screen === 'on' ? { presentation: presentation(0) } : {}) });
  return { ...state, media: { ...INITIAL_MEDIA, ...state.media, screen } };
}

const weak = (): Partial<AppState> => {
  const state = inMeeting({ mates: mates(5) }, { qualities: { [id(0)]: 2, [id(2)]: 1, [id(3)]: 3 } });
  return { ...state, media: { ...INITIAL_MEDIA, ...state.media, quality: 2 } };
};

export const STAGE_STATES: Readonly<Record<string, () => Partial<AppState>>> = {
  'stage-60': () => inMeeting({ mates: mates(60) }),
  'stage-200': () => inMeeting({ mates: mates(200) }),
  screen: () => presented(1, 5),
  'screen-many': () => presented(1, 40),
  'screen-grid': () => presented(1, 8, { layout: 'grid' }),
  'screen-coming': () => inMeeting({ mates: mates(5), presentation: presentation(1) }),
  speaker: () => inMeeting({ mates: mates(7) }, { layout: 'speaker' }),
  weak,
  'sound-only': () => inMeeting({ mates: mates(5), presentation: presentation(1) }, { soundOnly: true }),
  sharing: () => sharing('on'),
  'floor-asked': () => floor(0, [1, 2], null),
  'floor-given': () => floor(0, [1, 2], 1),
  'floor-asking': () => floor(1, [0], null),
  'floor-mine': () => floor(1, [0], 0),
  'sharing-ended': () => sharing('ended'),
  'sharing-refused': () => sharing('refused'),
};
