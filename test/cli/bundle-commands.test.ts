import { REASON_CODES } from '../../domain/plan/reason-codes.ts';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../cli/commands/explain.ts';
import { exportCommand } from '../../cli/commands/export.ts';
import { keys } from '../../cli/commands/keys.ts';
import { verify } from '../../cli/commands/verify.ts';
import type { Command, ExitCode } from '../../cli/command.ts';
import type { ApprovalSettings } from '../../domain/governance/approval-settings.ts';
import { DEFAULT_CLOCKS } from '../../domain/governance/approval-settings.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { VERIFICATION_STEPS } from '../../domain/bundle/verification.ts';
import {
  must,
  bea,
  build,
  keyring,
  ringOf,
  rootId,
  samplePlan,
  sealed,
  sign,
} from '../formats/bundle/sample.ts';
import { workstationFor } from '../../cli/workstation.ts';
import type { IsoDate } from '../../domain/brand.ts';
import { prepareAuditPack, sealAuditPack } from '../../formats/audit-pack/audit-pack.ts';
import { parseKeyring } from '../../formats/bundle/keyring-file.ts';
import { recordedIo } from './recorded-io.ts';

let folder = '';
const version = build();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiwick-cli-'));
  const bytes = sealed(version);
  await writeFile(join(folder, 'plan.zip'), bytes);
  bytes[400] = (bytes[400] ?? 0) ^ 1;
  await writeFile(join(folder, 'changed.zip'), bytes);
  await writeFile(join(folder, 'keys.json'), ringOf(keyring));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

async function run(
  command: Command,
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  const io = recordedIo({ env: { BAILIWICK_HOME: join(folder, 'home'), ...env } });
  const paths = argv.map((word) => (/\.(zip|json)$|^out$/.test(word) ? join(folder, word) : word));
  const code = await command.run(paths, io);
  return { code, out: io.stdout(), err: io.stderr() };
}
const json = ({ out }: Ran): unknown => JSON.parse(out);

describe('bailiwick verify', () => {
  it('answers 0 and every step for a true bundle, in the shape it promises', async () => {
    const ran = await run(verify, ['plan.zip', '--keyring', 'keys.json', '--json']);
    expect(ran.code).toBe(0);
    expect(json(ran)).toEqual({
      ok: true,
      versionId: version.versionId,
      on: '2026-01-31',
      state: 'Approved',
      releasedOn: null,
      open: [],
      receipts: [],
      steps: VERIFICATION_STEPS.map((step) => ({ step, ok: true, code: null })),
    });
    expect((await run(verify, ['plan.zip', '--keyring', 'keys.json'])).out).toContain('approved');
  });

  it('answers 1 for a changed bundle, and for a signer nobody here knows', async () => {
    const changed = await run(verify, ['changed.zip', '--keyring', 'keys.json', '--json']);
    expect(changed.code).toBe(1);
    expect(json(changed)).toMatchObject({ ok: false, steps: [{ step: 'structure', ok: false }] });
    const unknown = await run(verify, ['plan.zip', '--json']);
    expect(unknown.code).toBe(1);
    expect((json(unknown) as { steps: unknown[] }).steps.at(-1)).toEqual({
      step: 'keys',
      ok: false,
      code: 'KEY_UNKNOWN',
    });
  });

  it('answers 2 for a missing file, a keyring that is none, and a wrong option', async () => {
    expect((await run(verify, ['missing.zip'])).code).toBe(2);
    expect((await run(verify, ['plan.zip', '--keyring', 'plan.zip'])).code).toBe(2);
    expect((await run(verify, ['plan.zip', '--quiet'])).code).toBe(2);
    expect((await run(verify, [])).code).toBe(2);
  });
});

/** A plan whose policy locks what a release moved for 90 days and lets undecided requests expire. */
const guarded = (): Plan => {
  const plan = samplePlan();
  const { disruption, approval } = plan.policy;
  const only: Partial<ApprovalSettings> = {
    rules: [{ id: 'guardrails', on: 'guardrails-broken', over: 0, need: { roles: ['executive'], count: 1 } }],
    clocks: { ...DEFAULT_CLOCKS, expireAfterDays: 20 },
    lockDays: 90,
  };
  return {
    ...plan,
    policy: {
      ...plan.policy,
      disruption: { ...disruption, maxMovedShare: 1, maxQuarterlyMovedShare: 1 },
      approval: { ...approval, ...only },
    },
  };
};

describe('bailiwick verify, by the day and the release before', () => {
  it('[DIS-05] asks for an exception where a release had moved the account less than 90 days before', async () => {
    const first = build(guarded());
    const plan = guarded();
    const back = { ...plan, assignment: plan.baseline, parents: [first.versionId] };
    const next = build(back);
    await writeFile(join(folder, 'same.zip'), sealed(build({ ...plan, parents: [first.versionId] })));
    const released = sealed(first, [sign(bea, 'approve', first), sign(bea, 'release', first)]);
    await writeFile(join(folder, 'first.zip'), released);
    await writeFile(join(folder, 'next.zip'), sealed(next));
    const asked = ['next.zip', '--keyring', 'keys.json', '--json'];
    expect(json(await run(verify, asked))).toMatchObject({ state: 'Approved', open: [] });
    expect(json(await run(verify, [...asked, '--previous', 'first.zip']))).toMatchObject({
      ok: true,
      state: 'InReview',
      open: [{ id: 'guardrails:lock-window' }],
    });
    const same = ['same.zip', '--keyring', 'keys.json', '--json', '--previous', 'first.zip'];
    expect(json(await run(verify, same))).toMatchObject({ state: 'Approved', open: [] });
    const wrong = await run(verify, [...asked, '--previous', 'plan.zip']);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('PREVIOUS_NOT_RELEASED');
    expect((await run(verify, [...asked, '--previous', 'changed.zip'])).err).toContain(
      'PREVIOUS_NOT_GENUINE',
    );
  });

  it('[APR-07] says that a request nobody decided has expired, on the day that is asked about', async () => {
    await writeFile(join(folder, 'waiting.zip'), sealed(build(guarded()), []));
    const asked = ['waiting.zip', '--keyring', 'keys.json', '--json', '--on'];
    expect(json(await run(verify, [...asked, '2026-03-06']))).toMatchObject({ state: 'InReview' });
    expect(json(await run(verify, [...asked, '2026-03-07']))).toMatchObject({ state: 'Expired' });
    expect((await run(verify, [...asked, 'tomorrow'])).code).toBe(2);
  });
});

describe('bailiwick explain and export', () => {
  it('[EXP-01] [EXP-02] says why an account is where it is, with a score that adds up', async () => {
    const ran = await run(explain, ['plan.zip', '--account', 'A-3', '--json']);
    const { accounts } = json(ran) as {
      accounts: { score: { base: number; score: number; contributions: { contribution: number }[] } }[];
    };
    expect(accounts).toMatchObject([
      {
        territory: 'West',
        baseline: 'East',
        moved: true,
        reason: 'BALANCE_MOVE',
        source: 'solver',
        assumed: expect.arrayContaining(['potential']) as unknown,
      },
    ]);
    const { base, score, contributions } = accounts[0]?.score ?? { base: NaN, score: NaN, contributions: [] };
    expect(contributions.reduce((sum, one) => sum + one.contribution, base)).toBe(score);
    expect((await run(explain, ['plan.zip', '--account', '00501'])).out).toContain('East, locked');
    expect((await run(explain, ['plan.zip', '--account', 'nope'])).code).toBe(1);
    expect((await run(explain, ['plan.zip'])).code).toBe(2);
  });

  it('[OPT-07] writes the tables exactly as they were signed, a reason code for every account', async () => {
    const ran = await run(exportCommand, ['plan.zip', '--csv', 'out', '--json']);
    expect(ran.code).toBe(0);
    for (const name of ['assignments', 'quotas', 'moves', 'metrics'] as const) {
      const written = await readFile(join(folder, 'out', `${name}.csv`));
      expect(new Uint8Array(written)).toEqual(version.bag.get(`data/${name}.csv`));
    }
    const lines = (await readFile(join(folder, 'out', 'assignments.csv'), 'utf8')).trim().split('\r\n');
    const at = lines[0]?.split(',').indexOf('reason') ?? -1;
    expect(at).toBeGreaterThan(0);
    const codes = [
      ...lines
        .slice(1)
        .join('\n')
        .matchAll(/,([A-Z_]+),(?:import|solver|manual|rule|none)(?:\r?\n|$)/g),
    ].map((found) => found[1]);
    expect(codes).toHaveLength(version.document.accounts.rowCount);
    for (const code of codes) expect(REASON_CODES).toContain(code);
    expect((await run(exportCommand, ['plan.zip'])).code).toBe(2);
  });
});

describe('bailiwick keys', () => {
  it('has the machine\u2019s own key from the first, and exports it as PEM and in the keyring', async () => {
    const { keys: listed } = json(await run(keys, ['list', '--json'])) as {
      keys: { keyId: string; origin: string }[];
    };
    expect(listed).toHaveLength(1);
    expect(listed[0]).toMatchObject({ origin: 'own', name: 'This machine' });
    expect((await run(keys, ['export', '--pem'])).out).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
    expect((await run(keys, ['export'])).out).toContain(listed[0]?.keyId);
  });

  it('makes a person a key under a passphrase, and trusts the keys of others', async () => {
    const argv = ['new', '--name', 'Dora', '--role', 'finance', '--json'];
    expect((await run(keys, argv)).code).toBe(2);
    const made = await run(keys, argv, { BAILIWICK_PASSPHRASE: 'correct horse battery' });
    expect(json(made)).toMatchObject({ name: 'Dora', role: 'finance' });
    const wary = await run(keys, ['trust', 'keys.json', '--json']);
    expect(json(wary)).toMatchObject({ errors: [{ code: 'ROOT_UNKNOWN' }] });
    const wrong = ['trust', 'keys.json', '--root', 'f'.repeat(64), '--json'];
    expect(json(await run(keys, wrong))).toMatchObject({ errors: [{ code: 'ROOT_WRONG' }] });
    expect((await run(keys, ['trust', 'keys.json', '--root', rootId])).code).toBe(0);
    expect((await run(keys, ['trust', 'keys.json'])).code).toBe(0);
    expect((await run(verify, ['plan.zip'])).code).toBe(0);
    expect((await run(keys, ['export', '--pem', '--key', 'nope'])).code).toBe(2);
    expect((await run(keys, ['sing'])).code).toBe(2);
  });
});

describe('bailiwick verify, of an audit pack', () => {
  it('[AUD-11] tells a pack from a bundle, checks the machine\u2019s signature on it, and answers 1 where it does not hold', async () => {
    const home = { BAILIWICK_HOME: join(folder, 'home') };
    const station = workstationFor(recordedIo({ env: home }));
    const ring = must(await station.exportKeyring({})).keyring;
    const machine = must(parseKeyring(ring)).keys.filter(({ name }) => name === 'This machine');
    await writeFile(join(folder, 'pack-keys.json'), ringOf([...keyring, ...machine]));
    const prepared = prepareAuditPack({
      madeOn: '2026-01-31' as IsoDate,
      versions: [
        { versionId: version.versionId, planName: 'P', bundle: sealed(version), acts: [], standing: '' },
      ],
      versionsMissing: [],
      keyring: ringOf(keyring),
      trail: [],
      policies: [],
      evidence: [],
      evidenceMissing: [],
      changeLog: [],
      lineage: null,
    });
    const envelope = must(await station.signAuditPack({ manifest: prepared.manifest }));
    await writeFile(join(folder, 'pack.zip'), sealAuditPack(prepared, envelope));
    const good = await run(verify, ['pack.zip', '--keyring', 'pack-keys.json']);
    expect(good.err).toBe('');
    expect(good.out).toContain('ok      signature: Made by This machine on ');
    expect(good.out).toContain('This audit pack is what it says it is.');
    expect(good.code).toBe(0);
    const stranger = await run(verify, ['pack.zip', '--keyring', 'keys.json', '--json']);
    expect(stranger.code).toBe(1);
    expect(json(stranger)).toMatchObject({ ok: false, manifest: prepared.manifest });
  });
});
