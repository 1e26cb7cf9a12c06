import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { TenantId } from '../../domain/brand.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { envelopeBytes } from '../../formats/bundle/dsse.ts';
import { writeZip } from '../../formats/bundle/write-zip.ts';
import { ada, build, samplePlan, sign } from '../formats/bundle/sample.ts';
import { cluster, migrated, STORE } from './in-process.ts';
import type { Store } from './running-store.ts';
import { call, folder, killed, serve } from './running-store.ts';

const postgres = cluster();
afterAll(() => postgres?.stop());

interface Acknowledged {
  readonly name: string;
  readonly index: number | null;
}

/** A version in two parts and a signature about it, as far as the store lives; what it acknowledged. */
async function push(store: Store, name: string): Promise<readonly Acknowledged[]> {
  const version = build(samplePlan({ name, tenant: 'acme' as TenantId, parents: [] }));
  const zip = new Uint8Array(writeZip(version.bag));
  const [half, digest] = [zip.length >> 1, sha256Of(zip)];
  const part = (from: number, to: number) => ({
    method: 'PUT',
    body: zip.slice(from, to),
    range: `bytes ${from}-${to - 1}/${zip.length}`,
  });
  const act = new Uint8Array(envelopeBytes(sign(ada, 'submit', version)));
  const steps = [
    ['first part', `/v1/blobs/${digest}`, part(0, half)],
    ['second part', `/v1/blobs/${digest}`, part(half, zip.length)],
    [
      'version',
      `/v1/versions/${version.versionId}`,
      { method: 'POST', body: JSON.stringify({ blob: digest }) },
    ],
    ['attestation', '/v1/attestations', { method: 'POST', body: act }],
  ] as const;
  const done: Acknowledged[] = [];
  for (const [step, path, sent] of steps) {
    const answer = await call(store, path, 0, sent).catch(() => null);
    if (answer === null) return done;
    expect(answer.ok, `${name}: ${step} ${answer.status}`).toBe(true);
    const text = await answer.text().catch(() => null);
    if (text === null) return done;
    const index = text === '' ? null : (JSON.parse(text) as { readonly index: number }).index;
    done.push({ name: step, index });
  }
  return done;
}

test('[SYN] killed -9 before any durable step of a push, the store comes back with all it acknowledged, and takes the rest', async () => {
  const data = await folder();
  const armed = join(data, 'armed');
  const database = postgres === null ? {} : { DATABASE_URL: postgres.url(STORE, await migrated(postgres)) };
  const preload = pathToFileURL(join(import.meta.dirname, 'kill-at.mjs')).href;
  const start = (at: number) =>
    serve(data, { ...database, NODE_OPTIONS: `--import ${preload}`, KILL_AT: String(at), KILL_ARMED: armed });
  let kills = 0;
  for (let at = 0, before: readonly Acknowledged[] = []; ; at++) {
    const store = await start(at);
    if (at > 0) {
      // What the last one was killed in: all it acknowledged is where it said, and the rest goes through.
      const again = await push(store, `Killed at ${at - 1}`);
      expect(again).toHaveLength(4);
      expect(again.slice(0, before.length)).toEqual(before);
    }
    await call(store, '/v1/log?from=0', 0);
    await writeFile(armed, '');
    before = await push(store, `Killed at ${at}`);
    await rm(armed);
    if (before.length === 4 && store.child.signalCode === null) {
      const log = (await (await call(store, '/v1/log?from=0', 0)).json()) as {
        entries: { subject: string }[];
      };
      expect(log.entries).toHaveLength((at + 1) * 2);
      expect(new Set(log.entries.map(({ subject }) => subject)).size).toBe(log.entries.length);
      break;
    }
    await killed(store.child);
    kills++;
  }
  expect(kills).toBeGreaterThanOrEqual(10);
});
