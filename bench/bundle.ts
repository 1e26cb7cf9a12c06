/** A version built, signed and packed, and then verified; beside fflate and SHA-256 alone over the same files. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import type { IsoTime, MinorUnits } from '../domain/brand.ts';
import type { Keyring } from '../domain/governance/keyring.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Bag } from '../formats/bundle/bag.ts';
import { buildBundle, sealBundle, statementToSign } from '../formats/bundle/build-bundle.ts';
import { openBundle, verifyBundle } from '../formats/bundle/read-bundle.ts';
import { borderOutlines } from '../formats/report/border-outlines.ts';
import { readZip } from '../workstation/read-zip.ts';
import type { MachineSigner } from '../workstation/services.ts';
import { createWorkstation } from '../workstation/workstations.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { medianElapsed, must, rounded } from './benchmark.ts';
import { syntheticPlan } from './synthetic-accounts.ts';

const SIZES = [10_000, 100_000] as const;
const TIMES = 3;
const AT = '2026-01-31T09:00:00.000Z' as IsoTime;
const QUOTA_TARGET = 1_000_000_00 as MinorUnits;

function signed(plan: Plan, machine: MachineSigner): { readonly bag: Bag; readonly zip: Uint8Array } {
  const { signer } = machine;
  const inputs = { createdAt: AT, maker: signer, dataQuality: null, run: null, audit: [] };
  const built = must(buildBundle(plan, { ...inputs, outlines: borderOutlines() }));
  const act = { decision: 'submit', signer, claimedAt: AT, reason: '' } as const;
  const { payloadType, payload } = statementToSign(built, act);
  const envelope = must(machine.sign(payloadType, payload));
  return { bag: built.bag, zip: must(sealBundle(built.bag, [envelope])) };
}

const sha256 = (files: Iterable<Uint8Array>): void => {
  for (const bytes of files) createHash('sha256').update(bytes).digest();
};

function packAlone(bag: Bag): void {
  sha256(bag.values());
  zipSync(Object.fromEntries(bag), { level: 6 });
}

async function demandVerified(zip: Uint8Array, keyring: Keyring): Promise<void> {
  const { steps } = await verifyBundle(zip, keyring, readZip);
  const failed = steps.find((step) => !step.ok);
  if (failed !== undefined) throw new Error(`${failed.step}: ${failed.message}`);
}

async function figuresAt(size: number, machine: MachineSigner, keyring: Keyring): Promise<Figure[]> {
  const drawn = await syntheticPlan(size);
  const plan = { ...drawn, quota: { ...drawn.quota, target: QUOTA_TARGET } };
  const { bag, zip } = signed(plan, machine);
  const build = await medianElapsed(() => signed(plan, machine), TIMES);
  const pack = await medianElapsed(() => packAlone(bag), TIMES);
  const verify = await medianElapsed(() => demandVerified(zip, keyring), TIMES);
  const open = await medianElapsed(async () => must(await openBundle(zip, readZip)), TIMES);
  const unpack = await medianElapsed(() => sha256(Object.values(unzipSync(zip))), TIMES);
  const at = `${size.toLocaleString('en-US')}: `;
  const ms = (name: string, value: number): Figure => ({
    name: at + name,
    value: rounded(value),
    unit: 'ms',
  });
  return [
    { name: `${at}size of the bundle`, value: rounded(zip.length / 1e6), unit: 'MB' },
    ms('written, signed and packed', build),
    ms('fflate and SHA-256 over its files alone', pack),
    { name: `${at}writing ÷ fflate and SHA-256`, value: rounded(build / pack), unit: '×' },
    ms('verified', verify),
    ms('fflate and SHA-256 unpacking alone', unpack),
    { name: `${at}verifying ÷ fflate and SHA-256`, value: rounded(verify / unpack), unit: '×' },
    ms('opened as a plan', open),
  ];
}

export const bundle: Benchmark = {
  name: 'bundle',
  summary: 'a signed bundle built and verified',
  async run() {
    const home = mkdtempSync(join(tmpdir(), 'bailiwick-bench-'));
    try {
      const station = createWorkstation({ home, version: '', host: 'loopback', shell: null });
      const machine = must(await station.machineSigner());
      const keyring = must(await station.listKeyring({}));
      const figures: Figure[] = [];
      for (const size of SIZES) figures.push(...(await figuresAt(size, machine, keyring)));
      return figures;
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
};
