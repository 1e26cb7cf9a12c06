/**
 * The workstation's methods as the page calls them, whoever carries the call: Electron's bridge where the shell put
 * one, else fetch to the loopback host. A carrier that fails answers a coded error like any method does.
 */
import { create } from 'zustand';
import { codedError, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { decodeFrame, encodeFrame } from '../../formats/wire/frame.ts';
import { CLIENT_HEADER, FIRST_CLIENT, WORKSTATION_METHODS } from '../../workstation/contract.ts';
import type { WorkstationMethod, WorkstationMethods } from '../../workstation/contract.ts';

import { clientHere } from './client.ts';

declare global {
  interface Window {
    /** Put there by the shell's preload; see electron/preload.ts. */
    readonly bailiwick?: WorkstationMethods;
  }
}

/** What the client uses of the page around it. */
export interface ClientPage {
  readonly bridge: WorkstationMethods | undefined;
  /** Whose window it is. */
  readonly client: string;
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** Told after every call. */
  readonly reached: (reach: Reach) => void;
  /** Takes the launch code out of the address bar and the history. */
  replaceAddress(path: string): void;
}

const TOKEN = 'bailiwick-launch-token';

function thisPage(): ClientPage {
  return {
    bridge: window.bailiwick,
    client: clientHere(),
    location: window.location,
    storage: window.localStorage,
    reached: (reach) => {
      if (useReach.getState() !== reach) useReach.setState(reach, true);
    },
    fetch: (path, init) => window.fetch(path, init),
    replaceAddress: (path) => window.history.replaceState(window.history.state, '', path),
  };
}

async function post(page: ClientPage, name: string, input: unknown): Promise<Result<unknown>> {
  const token = page.storage.getItem(TOKEN);
  const headers: Record<string, string> = { 'Content-Type': 'application/octet-stream' };
  if (token !== null) headers['Authorization'] = `Bearer ${token}`;
  if (page.client !== FIRST_CLIENT) headers[CLIENT_HEADER] = page.client;
  let answer: Uint8Array;
  try {
    const init = { method: 'POST', headers, body: encodeFrame(input), cache: 'no-store' } as const;
    answer = new Uint8Array(await (await page.fetch(`/api/${name}`, init)).arrayBuffer());
  } catch {
    const message = 'The Bailiwick that opened this window has ended. Start it again with npm start.';
    return refuse(codedError('HOST_UNREACHABLE', message));
  }
  const decoded = decodeFrame(answer);
  if (decoded.ok && isResult(decoded.value)) return decoded.value;
  const message = 'This page is not hosted by Bailiwick, so keys and files are out of its reach.';
  return refuse(codedError('NO_HOST', message));
}

const isResult = (value: unknown): value is Result<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { ok?: unknown }).ok === 'boolean';

/**
 * Exchanges the launch code of the address for the token of this launch. The token is kept for the origin, so that a
 * second tab and a reload go on; a new launch of the host makes it worthless and replaces it.
 */
async function redeemLaunchCode(page: ClientPage): Promise<void> {
  const code = new URLSearchParams(page.location.hash.replace(/^#/, '')).get('launch');
  if (code === null) return;
  page.replaceAddress(page.location.pathname + page.location.search);
  const answer = await post(page, 'session', { code });
  const token = answer.ok ? (answer.value as { token?: unknown } | null)?.token : undefined;
  if (typeof token === 'string') page.storage.setItem(TOKEN, token);
}

/** Whether this page still has the host that opened it. */
export type Reach = 'here' | 'ended' | 'started-anew' | 'removed';

export const useReach = create<Reach>(() => 'here');

const LOST: ReadonlyMap<string, Reach> = new Map([
  ['HOST_UNREACHABLE', 'ended'],
  ['NOT_LAUNCHED', 'started-anew'],
  ['CLIENT_UNKNOWN', 'removed'],
]);

function reachOf(answer: Result<unknown>): Reach {
  return answer.ok ? 'here' : (LOST.get(answer.errors[0]?.code ?? '') ?? 'here');
}

/** Call once, before the page reads its own address; the methods wait for the launch code to be redeemed. */
export function connectWorkstation(page: ClientPage): WorkstationMethods {
  if (page.bridge !== undefined) return page.bridge;
  const redeemed = redeemLaunchCode(page);
  const call = (method: WorkstationMethod) => async (input: unknown) => {
    await redeemed;
    const answer = await post(page, method, input);
    page.reached(reachOf(answer));
    return answer;
  };
  const methods = Object.fromEntries(WORKSTATION_METHODS.map((method) => [method, call(method)]));
  // Each method's name and carrier are the contract's; what it answers is what the host's own types made sure of.
  return methods as unknown as WorkstationMethods;
}

let connected: WorkstationMethods | undefined;

/** The page's one connection; main.tsx opens it before anything reads the address. */
export const workstation = (): WorkstationMethods => (connected ??= connectWorkstation(thisPage()));
