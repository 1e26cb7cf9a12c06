/** Heads, approval and release, the same on both databases. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../central-store/database/port.ts';
import type { ActorId, IsoDate, IsoTime, PlanId, TenantId } from '../../domain/brand.ts';
import type { Exception } from '../../domain/governance/guardrails.ts';
import type { Decision } from '../../domain/governance/statement.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { UnsignedBundle } from '../../formats/bundle/build-bundle.ts';
import { statementToSign } from '../../formats/bundle/build-bundle.ts';
import type { Person } from '../formats/bundle/sample.ts';
import {
  ada,
  bea,
  build,
  cleo,
  envelopeOver,
  must,
  person,
  samplePlan,
  sign,
} from '../formats/bundle/sample.ts';
import type { InProcess } from './in-process.ts';
import { cluster, connected, embedded, forgetTemporary, migrated, serveIn, temporary } from './in-process.ts';

const postgres = cluster();
if (postgres === null) console.warn('SKIPPED on PostgreSQL: initdb and pg_ctl are not installed here.');
afterAll(() => {
  postgres?.stop();
  forgetTemporary();
});

const kinds = [
  { kind: 'PGlite', open: () => embedded(temporary()), isHere: true },
  {
    kind: 'PostgreSQL',
    open: async () => {
      if (postgres === null) throw new Error('There is no PostgreSQL here.');
      return must(await connected(postgres, await migrated(postgres)));
    },
    isHere: postgres !== null,
  },
];

for (const { kind, open, isHere } of kinds)
  describe.skipIf(!isHere)(kind, () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());
    approvals(() => database);
  });

function signedOn(
  by: Person,
  version: UnsignedBundle,
  decision: Decision,
  on: string,
  exceptions: readonly Exception[] = [],
) {
  const claimedAt = `${on}T09:00:00.000Z` as IsoTime;
  const act = { decision, signer: by.signer, claimedAt, reason: 'Because' };
  const { payloadType, payload } = statementToSign(
    version,
    exceptions.length === 0 ? act : { ...act, exceptions },
  );
  return envelopeOver(by, payloadType, payload);
}

function approvals(database: () => Database): void {
  let workspaces = 0;
  const workspace = async (
    now?: () => Date,
  ): Promise<{
    store: InProcess;
    version: (c?: Partial<Plan>) => UnsignedBundle;
  }> => {
    const tenant = `acme-${++workspaces}` as TenantId;
    const store = await serveIn(temporary(), database(), tenant, now);
    return { store, version: (changes = {}) => build(samplePlan({ tenant, parents: [], ...changes })) };
  };
  const heads = async (store: InProcess) => (await store.ask('GET', '/v1/plans/plan-1/heads')).json();
  const approve = (store: InProcess, version: UnsignedBundle, seen: string | null) =>
    store.ask(
      'PUT',
      '/v1/plans/plan-1/heads/approved',
      { version: version.versionId },
      seen === null ? { 'if-none-match': '*' } : { 'if-match': `"${seen}"` },
    );
  const release = (store: InProcess, { versionId }: UnsignedBundle) =>
    store.ask('POST', '/v1/releases', { version: versionId });
  const two = (plan: Plan): Plan['policy'] => ({
    ...plan.policy,
    approval: { approversRequired: 2, releasers: ['finance'] },
  });

  test('[SYN] two people who revised one version are two heads, and a merge of both is one again', async () => {
    const { store, version } = await workspace();
    const base = version();
    const hers = version({ name: 'Hers', parents: [base.versionId] });
    const his = version({ name: 'His', parents: [base.versionId] });
    const merge = version({ name: 'Merged', parents: [hers.versionId, his.versionId] });
    for (const one of [base, hers, his]) expect((await store.push(one)).statusCode).toBe(200);
    expect(await heads(store)).toMatchObject({ heads: [hers.versionId, his.versionId], diverged: true });
    await store.push(merge);
    expect(await heads(store)).toMatchObject({ heads: [merge.versionId], diverged: false, versions: 4 });
    const copy = version({ planId: 'plan-2' as PlanId, parents: [merge.versionId] });
    await store.push(copy);
    expect((await heads(store)).heads).toEqual([merge.versionId]);
    const { plans } = (await store.ask('GET', '/v1/plans')).json();
    expect(plans.map(({ plan }: { plan: string }) => plan)).toEqual(['plan-1', 'plan-2']);
  });

  test('[SYN] the approved head moves only from what the mover saw; of two at once one wins', async () => {
    const { store, version } = await workspace();
    const versions = ['One', 'Two', 'Three'].map((name) => version({ name }));
    for (const one of versions) {
      await store.push(one);
      await store.attest(sign(ada, 'submit', one));
      await store.attest(sign(bea, 'approve', one));
    }
    const [first, second, third] = versions as [UnsignedBundle, UnsignedBundle, UnsignedBundle];
    const blind = await store.ask('PUT', '/v1/plans/plan-1/heads/approved', { version: first.versionId });
    expect([blind.statusCode, blind.json().code]).toEqual([428, 'PRECONDITION_NEEDED']);
    expect((await approve(store, first, second.versionId)).statusCode).toBe(412);
    const moved = await approve(store, first, null);
    expect([moved.statusCode, moved.headers['etag']]).toEqual([200, `"${first.versionId}"`]);
    expect((await approve(store, second, null)).json().code).toBe('HEAD_MOVED');
    const both = await Promise.all([second, third].map((one) => approve(store, one, first.versionId)));
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 412]);
    const winner = both[0]?.statusCode === 200 ? second : third;
    expect((await heads(store)).approved).toBe(winner.versionId);
    // The answer was lost and it is asked again: it has moved, and nothing moves twice.
    const again = await approve(store, winner, first.versionId);
    expect([again.statusCode, again.json().index]).toEqual([200, moved.json().index + 1]);
    expect((await approve(store, first, winner.versionId)).statusCode).toBe(200);
  });

  test('[APR] neither approved nor released without the people the policy asks for, and then once', async () => {
    const { store, version } = await workspace();
    const one = version({ policy: two(samplePlan()) });
    await store.push(one);
    const refused = async (code: string) => {
      for (const answer of [await release(store, one), await approve(store, one, null)])
        expect([answer.statusCode, answer.json().code]).toEqual([409, code]);
    };
    await refused('NOT_APPROVED');
    await store.attest(sign(ada, 'submit', one));
    await store.attest(sign(bea, 'approve', one));
    await refused('NOT_APPROVED');
    // Bea again, by another key.
    await store.attest(sign(person('Bea2', 'finance'), 'approve', one, { actorId: 'bea' as ActorId }));
    const other = version({ name: 'Another', policy: two(samplePlan()) });
    await store.push(other);
    await store.attest(sign(cleo, 'approve', other));
    await refused('NOT_APPROVED');
    await store.attest(sign(cleo, 'approve', one));
    expect((await release(store, one)).json().code).toBe('NOT_RELEASED');
    await store.attest(sign(ada, 'release', one));
    expect((await release(store, one)).json().code).toBe('NOT_RELEASED');
    await store.attest(sign(bea, 'release', one));
    const released = await release(store, one);
    expect(released.statusCode).toBe(200);
    expect((await release(store, one)).json().index).toBe(released.json().index);
    expect((await approve(store, one, null)).statusCode).toBe(200);
    expect(await heads(store)).toMatchObject({ released: [one.versionId], approved: one.versionId });
    const log = (await store.ask('GET', '/v1/log?from=0')).json().entries;
    expect(log.map(({ kind: k }: { kind: string }) => k).slice(-2)).toEqual(['release', 'head']);
  });

  test('[APR-02] the maker among those who approve, or one key in two names, stops a version for good', async () => {
    const { store, version } = await workspace();
    for (const bad of [
      (one: UnsignedBundle) => sign(ada, 'approve', one),
      (one: UnsignedBundle) => sign(bea, 'approve', one, { actorId: 'dora' as ActorId }),
    ]) {
      const one = version({ name: bad.toString() });
      await store.push(one);
      for (const act of [sign(ada, 'submit', one), bad(one), sign(bea, 'approve', one)])
        expect((await store.attest(act)).statusCode).toBe(200);
      await store.attest(sign(bea, 'release', one));
      expect((await release(store, one)).json().code).toBe('NOT_APPROVED');
    }
  });

  test('[APR] a version somebody rejected is not released, whoever approved it', async () => {
    const { store, version } = await workspace();
    const one = version();
    await store.push(one);
    for (const act of [sign(ada, 'submit', one), sign(bea, 'approve', one), sign(cleo, 'reject', one)])
      expect((await store.attest(act)).statusCode).toBe(200);
    expect((await release(store, one)).json().code).toBe('NOT_APPROVED');
  });

  const plan = samplePlan();
  const locking: Plan['policy'] = {
    ...plan.policy,
    disruption: { ...plan.policy.disruption, maxMovedShare: 1, maxQuarterlyMovedShare: 1 },
    approval: {
      approversRequired: 1,
      lockDays: 90,
      rules: [
        { id: 'guardrails', on: 'guardrails-broken', over: 0, need: { roles: ['executive'], count: 1 } },
      ],
    },
  };
  const back = { policy: locking, baseline: plan.assignment, assignment: plan.baseline };
  const readied = async (store: InProcess, one: UnsignedBundle, releasedOn: string): Promise<void> => {
    await store.push(one);
    const acts = [sign(ada, 'submit', one), sign(bea, 'approve', one)];
    for (const act of [...acts, signedOn(bea, one, 'release', releasedOn)])
      expect((await store.attest(act)).statusCode).toBe(200);
  };

  test('[DIS-05] [GOV-03] what a release moved stays for 90 days of the store’s own, whatever day is claimed, unless excepted', async () => {
    let today = '2026-02-02';
    const { store, version } = await workspace(() => new Date(`${today}T12:00:00.000Z`));
    const asked = async (one: UnsignedBundle, releasedOn = today) => {
      await readied(store, one, releasedOn);
      return (await release(store, one)).json();
    };
    const first = version({ policy: locking });
    expect(await asked(first)).toMatchObject({ format: 'bailiwick.receipt' });
    today = '2026-05-02';
    const second = version({ ...back, parents: [first.versionId] });
    expect(await asked(second)).toMatchObject({
      code: 'NOT_APPROVED',
      message: expect.stringContaining('less than 90 days ago') as string,
    });
    // A plan of its own, and a release that claims to be older than the one it goes against.
    const stranger = version({ ...back, name: 'Stranger', planId: 'plan-2' as PlanId });
    expect((await asked(stranger, '2026-02-01')).code).toBe('NOT_APPROVED');
    const until = '2026-05-31' as IsoDate;
    const excepted = signedOn(cleo, second, 'approve', today, [{ guardrail: 'lock-window', until }]);
    expect((await store.attest(excepted)).statusCode).toBe(200);
    expect((await release(store, second)).statusCode).toBe(200);
    const stays = version({ policy: locking, name: 'Stays', assignment: plan.baseline });
    expect(await asked(stays)).toMatchObject({ format: 'bailiwick.receipt' });
    today = '2026-07-31';
    expect(await asked(version({ policy: locking, name: 'Later' }))).toMatchObject({
      format: 'bailiwick.receipt',
    });
  });

  test('[DIS-05] of two that go against each other and are released at once, one is let out', async () => {
    const { store, version } = await workspace(() => new Date('2026-02-02T12:00:00.000Z'));
    const rivals = [version({ policy: locking }), version({ ...back, name: 'Rival' })];
    for (const one of rivals) await readied(store, one, '2026-02-02');
    const answers = await Promise.all(rivals.map((one) => release(store, one)));
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  test('an unknown version or plan is said to be unknown', async () => {
    const { store, version } = await workspace();
    await store.push(version());
    const strange = version({ name: 'Strange' });
    expect((await release(store, strange)).json().code).toBe('VERSION_UNKNOWN');
    expect((await approve(store, strange, null)).json().code).toBe('VERSION_UNKNOWN');
    expect((await store.ask('GET', '/v1/plans/nowhere/heads')).statusCode).toBe(404);
  });
}
