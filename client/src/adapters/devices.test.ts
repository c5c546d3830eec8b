import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Device } from '../model/app.ts';
import { Devices } from './devices.ts';
import { Sound } from './sound.ts';

/** A browser's devices, plugged in and out by hand: no browser here lets a test do so to real ones. */

interface Plug {
  readonly kind: MediaDeviceKind;
  readonly deviceId: string;
  readonly label: string;
}

const BUILT_IN: Plug = { kind: 'audioinput', deviceId: 'built-in', label: 'Built-in' };
const HEADSET: Plug = { kind: 'audioinput', deviceId: 'headset', label: 'Headset' };
const CAMERA: Plug = { kind: 'videoinput', deviceId: 'lid', label: 'Lid' };

class ScriptedTrack extends EventTarget {
  enabled = true;
  stopped = false;

  constructor(readonly plug: Plug) {
    super();
  }

  get label(): string {
    return this.plug.label;
  }

  getSettings() {
    return { deviceId: this.plug.deviceId };
  }

  stop(): void {
    this.stopped = true;
  }
}

class ScriptedBrowser extends EventTarget {
  plugs: readonly Plug[] = [BUILT_IN, CAMERA];
  readonly tracks: ScriptedTrack[] = [];
  /** Gives the first device, whatever is asked for. */
  stubborn = false;
  asked = 0;

  async enumerateDevices() {
    return this.plugs;
  }

  async getUserMedia({ audio, video }: MediaStreamConstraints) {
    this.asked += 1;
    const given = (wanted: unknown, kind: MediaDeviceKind) => {
      const ideal = (wanted as { readonly deviceId?: { readonly ideal: string } }).deviceId?.ideal;
      const all = this.plugs.filter((plug) => plug.kind === kind);
      const plug = (!this.stubborn && all.find(({ deviceId }) => deviceId === ideal)) || all[0];
      if (!plug) throw new DOMException('', 'NotFoundError');
      const track = new ScriptedTrack(plug);
      this.tracks.push(track);
      return [track];
    };
    const sound = audio ? given(audio, 'audioinput') : [];
    const picture = video ? given(video, 'videoinput') : [];
    return { getAudioTracks: () => sound, getVideoTracks: () => picture };
  }

  /** These are plugged in now. Where a browser ends the tracks of those that went, it does so first. */
  async plug(plugs: readonly Plug[], ends: boolean): Promise<void> {
    this.plugs = plugs;
    const gone = this.tracks.filter(({ plug, stopped }) => !stopped && !plugs.includes(plug));
    if (ends) for (const track of gone) track.dispatchEvent(new Event('ended'));
    this.dispatchEvent(new Event('devicechange'));
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  }
}

let browser: ScriptedBrowser;

beforeEach(() => {
  browser = new ScriptedBrowser();
  vi.stubGlobal('navigator', { mediaDevices: browser });
});

afterEach(() => vi.unstubAllGlobals());

async function speaking(chosen: string | null) {
  const told: string[] = [];
  let listed: readonly Device[] = [];
  const sent: (string | null)[] = [];
  const devices = new Devices({ microphone: chosen, camera: null }, true, {
    status: () => undefined,
    devices: (all) => {
      listed = all;
    },
    track: (kind, track) => kind === 'microphone' && sent.push(track?.label ?? null),
    replaced: (kind, label, back) => told.push(`${kind} ${label}${back ? ' again' : ''}`),
    lost: (kind) => told.push(`${kind} lost`),
  });
  await devices.open({ microphone: true, camera: false });
  return { devices, told, sent, labels: () => listed.map(({ label }) => label) };
}

test('RM1: what is plugged in is listed at once, and changes nothing of what runs', async () => {
  const { told, sent, labels } = await speaking(null);
  await browser.plug([BUILT_IN, HEADSET, CAMERA], true);
  expect(labels()).toEqual(['Built-in', 'Headset', 'Lid']);
  expect([told, sent]).toEqual([[], ['Built-in']]);
});

test.each([true, false])(
  'RM1: a device that goes falls back, and is taken again (tracks end: %s)',
  async (ends) => {
    browser.plugs = [BUILT_IN, HEADSET];
    const { devices, told, sent } = await speaking('headset');
    devices.enable('microphone', false);
    await browser.plug([BUILT_IN], ends);
    expect(told).toEqual(['microphone Built-in']);
    await browser.plug([BUILT_IN, HEADSET], ends);
    expect(told).toEqual(['microphone Built-in', 'microphone Headset again']);
    expect(sent).toEqual(['Headset', null, 'Built-in', null, 'Headset']);
    expect(browser.tracks.map(({ enabled, stopped }) => [enabled, stopped])).toEqual([
      [false, true],
      [false, true],
      [false, false],
    ]);
  },
);

test('RM1: the one chosen on another day is taken when it is plugged in', async () => {
  const { told } = await speaking('headset');
  await browser.plug([BUILT_IN, HEADSET], true);
  expect(told).toEqual(['microphone Headset again']);
});

test('RM1: a browser that gives another device is asked once each time the chosen one comes', async () => {
  const { told } = await speaking('headset');
  browser.stubborn = true;
  const before = browser.asked;
  await browser.plug([BUILT_IN, HEADSET], true);
  await browser.plug([BUILT_IN, HEADSET, CAMERA], true);
  expect(browser.asked - before).toBe(1);
  await browser.plug([BUILT_IN], true);
  await browser.plug([BUILT_IN, HEADSET], true);
  expect(browser.asked - before).toBe(2);
  expect(told).toEqual([]);
});

test('RM1: with none left it is lost, and one that comes is not switched on by itself', async () => {
  const { told, devices } = await speaking(null);
  await browser.plug([CAMERA], true);
  await browser.plug([CAMERA, HEADSET], true);
  expect(told).toEqual(['microphone lost']);
  expect(devices.running.microphone).toBe(false);
});

test('RM1: the chosen speaker that goes is told, and so is that it is here again', () => {
  const sound = new Sound('headset', { blocked: () => undefined, fault: () => undefined });
  const here = (...ids: string[]) => sound.plugged(new Set(ids));
  expect(here('built-in')).toBeNull();
  expect(here('built-in', 'headset')).toEqual({ speaker: 'headset', back: true });
  expect(here('built-in', 'headset')).toBeNull();
  expect(here('built-in')).toEqual({ speaker: 'headset', back: false });
  expect(here()).toBeNull();
});
