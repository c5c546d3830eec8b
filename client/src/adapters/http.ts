import type { LinkInfo } from '../model/app.ts';
import { type Links, reachable } from '../model/links.ts';
import type { ChatPage, Http, Outcome } from '../model/ports.ts';
import type { Refusal } from '../model/wire.ts';

const UNREACHABLE: Refusal = {
  code: 'UNREACHABLE',
  message: 'The server cannot be reached. Check your network and try again.',
};

const NO_LINK: Refusal = {
  code: 'LINK_INVALID',
  message: 'This is not a meeting link. Ask for the link of the meeting.',
};

const isRefusal = (body: unknown): body is Refusal =>
  typeof body === 'object' && body !== null && 'code' in body && 'message' in body;

const request = <T>(path: string, init: RequestInit): Promise<Outcome<T>> =>
  asked<T>(path, { ...init, headers: { 'Content-Type': 'application/json', ...init.headers } });

/** What our server answers; anything else is UNREACHABLE. */
export async function asked<T>(path: string, init: RequestInit): Promise<Outcome<T>> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, init);
    body = response.status === 204 ? null : await response.json();
  } catch {
    // No network, or a proxy's page instead of our server's answer: for the person it is the same.
    return { ok: false, refusal: UNREACHABLE };
  }
  if (response.ok) return { ok: true, value: body as T };
  return {
    ok: false,
    refusal: isRefusal(body) && (response.status < 500 || response.status === 507) ? body : UNREACHABLE,
  };
}

const byRight = (seat: string) => ({ Authorization: `Bearer ${seat}` });

const requestBy = <T>(seat: string, path: string, init: RequestInit): Promise<Outcome<T>> =>
  request<T>(path, { ...init, headers: byRight(seat) });

async function madeLinks(seat: string, days: number | null): Promise<Outcome<Links>> {
  const body = JSON.stringify({ days });
  const made = await requestBy<Links>(seat, '/api/v1/seat/links', { method: 'POST', body });
  if (!made.ok) return made;
  const { participant, moderator, expires } = made.value;
  const { origin } = window.location;
  const value = {
    participant: reachable(participant, origin),
    moderator: reachable(moderator, origin),
    expires,
  };
  return { ok: true, value };
}

/** Fetches a file with a seat's rights and has the browser save it under a name. */
async function saved(path: string, seat: string, name: string): Promise<Outcome<null>> {
  let response: Response;
  let file: Blob;
  try {
    response = await fetch(path, { headers: byRight(seat) });
    if (!response.ok) {
      const body: unknown = await response.json();
      return { ok: false, refusal: isRefusal(body) ? body : UNREACHABLE };
    }
    file = await response.blob();
  } catch {
    return { ok: false, refusal: UNREACHABLE };
  }
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
  return { ok: true, value: null };
}

/** The link token of `/join/{token}`, or null. */
export function linkToken(pathname: string): string | null {
  return /^\/join\/([^/]+)\/?$/.exec(pathname)?.[1] ?? null;
}

/** `token` as it stands in the address: already percent-encoded. */
export function httpOf(token: string | null): Http {
  if (token === null) {
    const none = async () => ({ ok: false, refusal: NO_LINK }) as const;
    return {
      link: none,
      seat: none,
      chat: none,
      saveReport: none,
      makeLinks: none,
      revokeLinks: none,
      eraseWords: none,
    };
  }
  const base = `/api/v1/links/${token}`;
  return {
    chat: (seat, conversation, before) =>
      requestBy<ChatPage>(
        seat,
        `/api/v1/seat/chat/${encodeURIComponent(conversation)}${before === null ? '' : `?before=${before}`}`,
        { method: 'GET' },
      ),
    link: () => request<LinkInfo>(base, { method: 'GET' }),
    makeLinks: madeLinks,
    revokeLinks: (seat, role) =>
      requestBy<null>(seat, `/api/v1/seat/links${role === null ? '' : `?role=${role}`}`, {
        method: 'DELETE',
      }),
    eraseWords: (seat) => requestBy<null>(seat, '/api/v1/seat/words', { method: 'DELETE' }),
    saveReport: (seat, format) => saved(`/api/v1/seat/report?format=${format}`, seat, `report.${format}`),
    seat: (name, seat, passcode) =>
      request(`${base}/seats`, { method: 'POST', body: JSON.stringify({ name, seat, passcode }) }),
  };
}
