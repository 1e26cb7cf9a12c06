import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../central-store/database/port.ts';
import type { Sha256Hex, VersionId } from '../../../domain/brand.ts';
import { embedded, forgetTemporary, temporary } from '../../central-store/in-process.ts';
import { holds, MADE, RealLaptop, RealStore } from './real-store.ts';
import { Crash, randomOf } from './world.ts';

let database: Database;
beforeAll(async () => {
  database = await embedded(temporary());
});
afterAll(async () => {
  await database.close();
  forgetTemporary();
});

const soak = process.env['BAILIWICK_SOAK_SEED'];
/** Each takes a second or two: the store syncs the disk for every entry. */
const RUNS = soak === undefined ? { from: 1, count: 15 } : { from: Number(soak), count: 300 };

type Fault = 'fine' | 'request-lost' | 'answer-lost' | 'repeated' | 'truncated' | 'killed' | 'restored';
const FAULTS: readonly Fault[] = [
  'request-lost',
  'answer-lost',
  'repeated',
  'truncated',
  'killed',
  'restored',
];

/** The wire between a laptop and the store; each request may meet a fault of its own. */
function disturbed(store: RealStore, random: (below: number) => number): typeof globalThis.fetch {
  return async (input, init) => {
    const fault = random(6) === 0 ? (FAULTS[random(FAULTS.length)] as Fault) : 'fine';
    if (fault === 'request-lost') throw new TypeError('fetch failed');
    if (fault === 'repeated') await store.fetch(input, init);
    if (fault === 'restored') await store.restore(random(8));
    const answer = await store.fetch(input, init);
    if (fault === 'killed') await store.start();
    if (fault === 'answer-lost' || fault === 'killed') throw new TypeError('terminated');
    if (fault !== 'truncated') return answer;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return new Response(bytes.slice(0, bytes.length / 2), { status: answer.status });
  };
}

async function schedule(seed: number): Promise<string | null> {
  const random = randomOf(seed);
  const store = new RealStore(database);
  await store.start();
  const laptops = ['ann', 'bob', 'cyd'].map((name) => new RealLaptop(name));
  const made = new Map<VersionId, Set<Sha256Hex>>();
  try {
    for (let step = 0; step < 14; step++) {
      const laptop = laptops[random(3)] as RealLaptop;
      const one = MADE[random(MADE.length)] as (typeof MADE)[number];
      const what = random(10);
      if (what < 3) laptop.submitReal(one);
      else if (what === 3) laptop.signReal(one, 1 + random(2));
      else if (what < 8) {
        laptop.stepsLeft = random(3) === 0 ? random(12) : Infinity;
        await laptop.round(store, disturbed(store, random)).catch((cause: unknown) => {
          if (!(cause instanceof Crash)) throw cause;
          laptop.logSoFar = { entries: [] };
        });
        laptop.stepsLeft = Infinity;
        for (const [versionId, acts] of laptop.versions)
          if (laptop.received(versionId, store.epoch) && !(await holds(store, versionId, acts)))
            return `${laptop.name} calls ${versionId} received, and the store lacks it`;
      } else if (what === 8) store.backUp();
      else await store.restore(random(8));
      for (const { versions } of laptops)
        for (const [versionId, acts] of versions)
          made.set(versionId, new Set([...(made.get(versionId) ?? []), ...acts]));
    }
    for (let round = 0; round < 3; round++) for (const laptop of laptops) await laptop.round(store);
    for (const [versionId, acts] of made) {
      if (!(await holds(store, versionId, acts))) return `the store lacks ${versionId}`;
      for (const laptop of laptops) {
        const here = laptop.versions.get(versionId);
        if ([...acts].some((act) => here?.has(act) !== true)) return `${laptop.name} lacks ${versionId}`;
        if (!laptop.received(versionId, store.epoch)) return `${laptop.name} has no receipt of ${versionId}`;
      }
    }
    return null;
  } finally {
    await store.end();
  }
}

test('[SYN] random schedules against the store itself, killed and restored, lose nothing', async () => {
  const losses: string[] = [];
  for (let seed = RUNS.from; seed < RUNS.from + RUNS.count; seed++) {
    const loss = await schedule(seed);
    if (loss !== null) losses.push(`seed ${seed}: ${loss}`);
  }
  expect(losses).toEqual([]);
}, 3_600_000);

type WireFault = 'drop' | 'drop-answer' | 'stall' | 'duplicate' | 'truncate' | 'half-request';

/** A proxy on a socket; the n-th request meets the fault, all others pass. */
async function proxied(target: number, fault: WireFault, at: number) {
  let seen = 0;
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts);
      const here = seen++ === at ? fault : null;
      if (here === 'drop') return void outgoing.destroy();
      const passed = (cut: boolean) =>
        new Promise<{ status: number; bytes: Buffer } | null>((done) => {
          const { method, url, headers } = incoming;
          const call = httpRequest({ port: target, method, path: url, headers }, (answer) => {
            const back: Buffer[] = [];
            answer.on('data', (part: Buffer) => back.push(part));
            answer.on('end', () => done({ status: answer.statusCode ?? 502, bytes: Buffer.concat(back) }));
          });
          call.on('error', () => done(null));
          if (cut) call.write(body.subarray(0, body.length / 2), () => call.destroy());
          else call.end(body);
        });
      void (async () => {
        if (here === 'duplicate') void passed(false);
        const answer = await passed(here === 'half-request' && body.length > 1);
        if (here === 'stall') return;
        if (answer === null || here === 'drop-answer') return void outgoing.destroy();
        outgoing.writeHead(answer.status, { 'content-length': answer.bytes.length });
        if (here !== 'truncate' || answer.bytes.length < 2) return void outgoing.end(answer.bytes);
        outgoing.write(answer.bytes.subarray(0, answer.bytes.length / 2), () => outgoing.destroy());
      })();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close, seen: () => seen };
}

test.each<WireFault>(['drop', 'drop-answer', 'stall', 'duplicate', 'truncate', 'half-request'])(
  '[SYN] over a socket that meets "%s" at any request, the next round ends the push, and nothing is told untrue',
  async (fault) => {
    const [one] = MADE;
    if (one === undefined) throw new Error('No version was made.');
    let [at, met] = [0, true];
    for (; met; at++) {
      const store = new RealStore(database);
      const { app } = await store.start();
      await app.listen({ port: 0, host: '127.0.0.1' });
      const wire = await proxied((app.server.address() as AddressInfo).port, fault, at);
      try {
        const laptop = new RealLaptop('ann');
        laptop.submitReal(one);
        await laptop.round(store, fetch, wire.url, 500);
        met = wire.seen() > at;
        const told = laptop.received(one.version.versionId, store.epoch);
        if (told) expect(await holds(store, one.version.versionId, [])).toBe(true);
        expect((await laptop.round(store)).ok).toBe(true);
        expect(laptop.received(one.version.versionId, store.epoch), `request ${at}`).toBe(true);
        const log = JSON.parse((await store.now.ask('GET', '/v1/log?from=0')).body) as { entries: unknown[] };
        expect(log.entries).toHaveLength(2);
      } finally {
        wire.close();
        await store.end();
      }
    }
    expect(at).toBeGreaterThan(5);
  },
  120_000,
);

test('[SYN] the same push from two machines at once is one version, and both get its receipt', async () => {
  const store = new RealStore(database);
  await store.start();
  try {
    const pair = [new RealLaptop('ann'), new RealLaptop('ann')];
    for (const laptop of pair) for (const one of MADE) laptop.submitReal(one);
    const rounds = await Promise.all(pair.map((laptop) => laptop.round(store)));
    expect(rounds.map(({ ok }) => ok)).toEqual([true, true]);
    for (const laptop of pair)
      for (const { version } of MADE) expect(laptop.received(version.versionId, store.epoch)).toBe(true);
    const log = JSON.parse((await store.now.ask('GET', '/v1/log?from=0')).body) as { entries: unknown[] };
    expect(log.entries).toHaveLength(2 * MADE.length);
  } finally {
    await store.end();
  }
});
