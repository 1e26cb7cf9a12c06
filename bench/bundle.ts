/** How long a version takes to write, sign and verify, and how large it is, at 10,000 and 100,000 accounts. */
import { generateKeyPairSync, sign } from 'node:crypto';
import type {
  ActorId,
  CycleId,
  IsoDate,
  IsoTime,
  MinorUnits,
  PlanId,
  TenantId,
  TerritoryId,
} from '../domain/brand.ts';
import { accountTableFrom } from '../domain/plan/account-table.ts';
import { createPlan } from '../domain/plan/plan.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Territory } from '../domain/plan/territory.ts';
import type { Result } from '../domain/result.ts';
import { buildBundle, sealBundle, statementToSign } from '../formats/bundle/build-bundle.ts';
import { makeEnvelope, preAuthEncoding } from '../formats/bundle/dsse.ts';
import { keyIdOf } from '../formats/bundle/ed25519.ts';
import { openBundle, verifyBundle } from '../formats/bundle/read-bundle.ts';
import { borderOutlines } from '../formats/report/border-outlines.ts';
import { readZip } from '../workstation/read-zip.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { elapsed } from './benchmark.ts';

const AT = '2026-01-31T09:00:00.000Z' as IsoTime;
const TERRITORIES = 50;

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join(' '));
  return result.value;
}

/** Accounts strewn over the lower 48 by a multiplicative sequence: no two alike, the same each time. */
function nationalPlan(accounts: number): Plan {
  const strewn = (i: number, step: number): number => (i * step) % 1;
  const column = <T>(of: (i: number) => T): T[] => Array.from({ length: accounts }, (_, i) => of(i));
  const table = accountTableFrom(
    accounts,
    {
      accountId: column((i) => `ACC-${String(i).padStart(7, '0')}`),
      name: column((i) => `${['North', 'Lake', 'Union', 'Pioneer'][i % 4]} Supply ${i}`),
      city: column((i) => `City ${i % 3000}`),
      state: column((i) => ['NY', 'TX', 'CA', 'OH', 'GA'][i % 5] ?? 'NY'),
      postalCode: column((i) => String((i * 37) % 99_999).padStart(5, '0')),
      industry: column((i) => ['Health', 'Retail', 'Energy'][i % 3] ?? 'Health'),
    },
    {
      lat: column((i) => Math.round((26 + 21 * strewn(i, 0.618034)) * 1e5) / 1e5),
      lon: column((i) => Math.round((-122 + 50 * strewn(i, 0.754878)) * 1e5) / 1e5),
      potential: column((i) => 100_00 + ((i * 7919) % 5_000_000)),
      currentArr: column((i) => (i * 104_729) % 1_000_000),
      propensity: column((i) => Math.round(1000 * strewn(i, 0.569841)) / 1000),
    },
  );
  const territories = Array.from({ length: TERRITORIES }, (_, t): Territory => {
    const base = { lat: 26 + 21 * strewn(t, 0.618034), lon: -122 + 50 * strewn(t, 0.754878) };
    const name = `Territory ${t + 1}`;
    const territoryId = `territory-${t + 1}` as TerritoryId;
    return {
      territoryId,
      name,
      repIds: [],
      base,
      capacity: null,
      targetShare: null,
      locked: false,
      retired: false,
      note: '',
    };
  });
  const plan = createPlan({
    planId: 'plan-bench' as PlanId,
    tenant: 'bench' as TenantId,
    name: 'National plan',
    cycle: {
      cycleId: '2026' as CycleId,
      name: '2026',
      from: '2026-01-01' as IsoDate,
      to: '2026-12-31' as IsoDate,
    },
    currency: 'USD',
    potentialUnit: { kind: 'money', name: 'USD', minorPerMajor: 100 },
    accounts: table,
    territories,
    assignment: Int32Array.from({ length: accounts }, (_, i) =>
      Math.floor(strewn(i, 0.754878) * TERRITORIES),
    ),
  });
  return { ...plan, quota: { ...plan.quota, target: 1_000_000_00 as MinorUnits } };
}

async function measure(accounts: number): Promise<readonly Figure[]> {
  const plan = nationalPlan(accounts);
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })).slice(-32);
  const maker = { actorId: 'bench' as ActorId, name: 'Bench', role: 'planner', keyId: keyIdOf(raw) } as const;
  let bytes = new Uint8Array();
  const write = await elapsed(() => {
    const facts = {
      createdAt: AT,
      maker,
      dataQuality: null,
      run: null,
      audit: [],
      outlines: borderOutlines(),
    };
    const built = must(buildBundle(plan, facts));
    const toSign = statementToSign(built, { decision: 'submit', signer: maker, claimedAt: AT, reason: '' });
    const signature = new Uint8Array(
      sign(null, preAuthEncoding(toSign.payloadType, toSign.payload), privateKey),
    );
    bytes = must(
      sealBundle(built.bag, [makeEnvelope(toSign.payloadType, toSign.payload, maker.keyId, signature)]),
    );
  });
  const verify = await elapsed(async () => {
    const result = await verifyBundle(bytes, [{ ...maker, publicKey: raw, revokedAt: null }], readZip);
    if (!result.ok) throw new Error(JSON.stringify(result.steps.at(-1)));
  });
  const open = await elapsed(async () => must(await openBundle(bytes, readZip)));
  const size = `${accounts.toLocaleString('en-US')} accounts`;
  const whole = (value: number): number => Math.round(value);
  return [
    { name: `write and sign a bundle, ${size}`, value: whole(write), unit: 'ms' },
    { name: `verify it in every step, ${size}`, value: whole(verify), unit: 'ms' },
    { name: `open it as a plan, ${size}`, value: whole(open), unit: 'ms' },
    { name: `its size, ${size}`, value: Math.round(bytes.length / 10_000) / 100, unit: 'MB' },
  ];
}

export const bundle: Benchmark = {
  name: 'bundle',
  summary: 'bundle write, verify and open',
  async run() {
    return [...(await measure(10_000)), ...(await measure(100_000))];
  },
};
