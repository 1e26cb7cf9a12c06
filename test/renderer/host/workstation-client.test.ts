import { describe, expect, it } from 'vitest';
import { ok } from '../../../domain/result.ts';
import { decodeFrame, encodeFrame } from '../../../formats/wire/frame.ts';
import { connectWorkstation } from '../../../renderer/host/workstation-client.ts';
import type { ClientPage } from '../../../renderer/host/workstation-client.ts';
import { WORKSTATION_METHODS } from '../../../workstation/contract.ts';
import type { WorkstationMethods } from '../../../workstation/contract.ts';

interface Sent {
  path: string;
  authorization: string | undefined;
  input: unknown;
}

function page(hash: string, respond: (sent: Sent) => Response | Promise<Response>) {
  const kept = new Map<string, string>();
  const sent: Sent[] = [];
  const addresses: string[] = [];
  const it: ClientPage = {
    bridge: undefined,
    client: 'first',
    reached: () => undefined,
    location: { hash, pathname: '/', search: '?plan=1' },
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    fetch: async (path, init) => {
      const frame = decodeFrame(init.body as Uint8Array);
      const headers = init.headers as Record<string, string>;
      const call = { path, authorization: headers['Authorization'], input: frame.ok ? frame.value : frame };
      sent.push(call);
      return respond(call);
    },
    replaceAddress: (path) => void addresses.push(path),
  };
  return { it, sent, kept, addresses };
}

const framed = (data: unknown): Response => new Response(encodeFrame(data));
const host = (call: Sent): Response =>
  framed(call.path === '/api/session' ? ok({ token: 'the-token' }) : ok({ echo: call.input }));

describe('the page and its workstation', () => {
  it('redeems the launch code once, hides it from the address bar, and calls with the token', async () => {
    const { it: browser, sent, addresses } = page('#launch=abc', host);
    const workstation = connectWorkstation(browser);
    await Promise.all([workstation.about({}), workstation.listProfiles({})]);
    expect(addresses).toEqual(['/?plan=1']);
    expect(sent[0]).toEqual({ path: '/api/session', authorization: undefined, input: { code: 'abc' } });
    expect(sent.slice(1).map(({ path }) => path)).toEqual(['/api/about', '/api/listProfiles']);
    expect(sent.slice(1).every(({ authorization }) => authorization === 'Bearer the-token')).toBe(true);
  });

  it('goes on with the kept token after a reload', async () => {
    const { it: browser, sent, kept } = page('', host);
    kept.set('bailiwick-launch-token', 'kept');
    await connectWorkstation(browser).about({});
    expect(sent).toEqual([{ path: '/api/about', authorization: 'Bearer kept', input: {} }]);
  });

  it('carries bytes both ways', async () => {
    const { it: browser } = page('', host);
    const bytes = new Uint8Array([0, 255, 7]);
    const answer = await connectWorkstation(browser).saveFile({ suggestedName: 'plan.zip', bytes });
    expect(answer).toEqual({ ok: true, value: { echo: { suggestedName: 'plan.zip', bytes } } });
  });

  it('answers HOST_UNREACHABLE when the host has ended, and NO_HOST when something else answers', async () => {
    const gone = page('', () => Promise.reject(new TypeError('fetch failed')));
    expect(await connectWorkstation(gone.it).about({})).toMatchObject({
      ok: false,
      errors: [{ code: 'HOST_UNREACHABLE' }],
    });
    for (const body of ['<!doctype html><p>Not found', '', JSON.stringify({ ok: true })]) {
      const other = page('', () => new Response(body));
      expect(await connectWorkstation(other.it).about({})).toMatchObject({
        ok: false,
        errors: [{ code: 'NO_HOST' }],
      });
    }
  });

  it('uses the bridge of the shell where there is one, and offers every method without it', () => {
    const bridge = {} as WorkstationMethods;
    const shell = page('', host);
    expect(connectWorkstation({ ...shell.it, bridge })).toBe(bridge);
    expect(Object.keys(connectWorkstation(shell.it)).toSorted()).toEqual([...WORKSTATION_METHODS].toSorted());
  });
});
