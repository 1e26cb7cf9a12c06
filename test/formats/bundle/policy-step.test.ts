import { describe, expect, it } from 'vitest';
import type { IsoDate, IsoTime } from '../../../domain/brand.ts';
import { canonicalJson } from '../../../domain/bundle/canonical-json.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import { whyNotCounted } from '../../../domain/bundle/outcome-of-version.ts';
import type { Grant } from '../../../domain/governance/grant.ts';
import { movesReleased } from '../../../domain/governance/lock-window.ts';
import { DEFAULT_APPROVAL } from '../../../domain/governance/approval-settings.ts';
import type { PlanAct } from '../../../domain/governance/statement.ts';
import { parseStatement, statementText } from '../../../domain/governance/statement.ts';
import { statementToSign } from '../../../formats/bundle/build-bundle.ts';
import { readZip } from '../../../workstation/read-zip.ts';
import { verifyBundle } from '../../../formats/bundle/read-bundle.ts';
import {
  ada,
  AT,
  bea,
  build,
  cleo,
  envelopeOver,
  keyring,
  person,
  samplePlan,
  sealed,
  sign,
} from './sample.ts';
import type { Person } from './sample.ts';

const dora = person('Dora', 'sales-leader');
const everybody = [...keyring, dora.trusted];
const day = (text: string): IsoDate => text as IsoDate;

/** The sample under today's approval rules: it moves accounts and sets quotas. */
const ruled = () => {
  const plan = samplePlan();
  return build({ ...plan, policy: { ...plan.policy, approval: DEFAULT_APPROVAL } });
};
type Version = ReturnType<typeof ruled>;

const signs = (by: Person, version: Version, act: Partial<PlanAct> & Pick<PlanAct, 'decision'>) => {
  const { payloadType, payload } = statementToSign(version, {
    signer: by.signer,
    claimedAt: AT,
    reason: 'Because',
    ...act,
  });
  return envelopeOver(by, payloadType, payload);
};

const until = day('2026-03-01');
const exceptions = (['quarterly-cap', 'total-cap'] as const).map((guardrail) => ({ guardrail, until }));
const verify = (bundle: Uint8Array, on?: IsoDate) =>
  verifyBundle(bundle, everybody, readZip, on === undefined ? {} : { on });

describe('the policy step of verification', () => {
  it('[APR-01] names what the policy asks, which of it is met and by whom, and approves only when all of it is', async () => {
    const version = ruled();
    const alone = await verify(sealed(version, [sign(bea, 'approve', version)]));
    expect([alone.ok, alone.state]).toEqual([true, 'InReview']);
    const open = alone.outcome?.requirements.filter((one) => !one.met).map((one) => one.requirement.id);
    expect(open).toContain('moves');
    expect(open).not.toContain('quota');
    const all = [
      sign(bea, 'approve', version),
      sign(dora, 'approve', version),
      signs(cleo, version, { decision: 'approve', exceptions }),
    ];
    const whole = await verify(sealed(version, all));
    expect(whole.outcome?.requirements.filter((one) => !one.met)).toEqual([]);
    expect([whole.ok, whole.state]).toEqual([true, 'Approved']);
  });

  it('[ROL-01] a role granted for these territories and days counts, and is said beforehand where it does not', async () => {
    const version = ruled();
    const { tenant, cycle, territories } = version.document;
    const ids = territories.map((one) => one.territoryId);
    const held = (over: Partial<Grant>, ids_: Grant['scope']['territories'] = ids) => ({
      ...dora.trusted,
      grants: [
        {
          role: 'finance' as const,
          scope: { tenant, cycle: cycle.cycleId, territories: ids_ },
          from: day('2026-01-01'),
          to: null,
          ...over,
        },
      ],
    });
    const asFinance = { ...dora.signer, role: 'finance' as const };
    const act = { decision: 'approve' as const, signer: asFinance };
    const bundle = sealed(version, [signs(dora, version, act)]);
    const judged = async (key: ReturnType<typeof held>) => {
      const ring = [...keyring, key];
      const { ok: genuine, outcome } = await verifyBundle(bundle, ring, readZip);
      const quota = outcome?.requirements.find((one) => one.requirement.id === 'quota')?.met;
      const next = statementToSign(version, { ...act, claimedAt: AT, reason: 'Because' }).statement.predicate;
      const submitted = statementToSign(version, {
        decision: 'submit',
        signer: ada.signer,
        claimedAt: AT,
        reason: '',
      }).statement.predicate;
      return [genuine, quota, whyNotCounted([submitted], next, ring, version.document)] as const;
    };
    expect(await judged(held({}))).toEqual([true, true, null]);
    expect(await judged(held({ to: day('2026-01-30') }))).toEqual([
      true,
      false,
      'No grant as Finance covers this version on 2026-01-31.',
    ]);
    expect((await judged(held({}, ids.slice(1))))[1]).toBe(false);
    expect((await judged({ ...dora.trusted, grants: [] }))[0]).toBe(false);
  });

  it('[ROL-01] [APR-02] who was granted making and checking never checks what she made', async () => {
    const version = ruled();
    const { tenant } = version.document;
    const everything = (role: 'planner' | 'finance'): Grant => ({
      role,
      scope: { tenant, cycle: null, territories: null },
      from: day('2026-01-01'),
      to: null,
    });
    const both = { ...ada.trusted, grants: [everything('planner'), everything('finance')] };
    const ring = [both, bea.trusted, cleo.trusted, dora.trusted];
    const asFinance = { ...ada.signer, role: 'finance' as const };
    const hers = signs(ada, version, { decision: 'approve', signer: asFinance });
    const alone = await verifyBundle(sealed(version, [hers]), ring, readZip);
    expect([alone.ok, alone.state]).not.toEqual([true, 'Approved']);
    const others = [sign(bea, 'approve', version), sign(dora, 'approve', version)];
    const exceptional = signs(cleo, version, { decision: 'approve', exceptions });
    const with_ = await verifyBundle(sealed(version, [...others, exceptional, hers]), ring, readZip);
    expect([with_.ok, with_.state]).not.toEqual([true, 'Approved']);
    const without = await verifyBundle(sealed(version, [...others, exceptional]), ring, readZip);
    expect([without.ok, without.state]).toEqual([true, 'Approved']);
  });

  it('[APR-06] [APR-10] [APR-09] carries exceptions, delegations, returns and releases as signed statements', async () => {
    const version = ruled();
    const lends = signs(dora, version, {
      decision: 'delegate',
      delegate: { to: bea.signer.actorId, until },
    });
    const votes = signs(bea, version, {
      decision: 'approve',
      onBehalfOf: { actorId: dora.signer.actorId, role: 'sales-leader' },
    });
    const acts = [
      lends,
      votes,
      sign(bea, 'approve', version),
      signs(cleo, version, { decision: 'approve', exceptions }),
      signs(cleo, version, { decision: 'release', claimedAt: '2026-02-02T09:00:00.000Z' as IsoTime }),
    ];
    const done = await verify(sealed(version, acts), day('2026-02-03'));
    expect([done.ok, done.state, done.outcome?.releasedOn]).toEqual([true, 'Approved', '2026-02-02']);
    const later = await verify(sealed(version, acts), day('2026-03-02'));
    expect([later.ok, later.state, later.outcome?.releasedOn]).toEqual([true, 'InReview', '2026-02-02']);
    const back = signs(bea, version, {
      decision: 'request-changes',
      claimedAt: '2026-02-01T09:00:00.000Z' as IsoTime,
    });
    expect((await verify(sealed(version, [...acts, back]))).state).toBe('ChangesRequested');
    const unlent = await verify(sealed(version, acts.slice(1)), day('2026-02-03'));
    expect([unlent.ok, unlent.state]).toEqual([true, 'InReview']);
    expect(unlent.outcome?.setAside[0]?.why).toBe('dora delegated nothing.');
  });

  it('[APR-13] the papers an executive signs are in her signed statement, and a rule that asks for them reads it there', async () => {
    const plan = samplePlan();
    const documents = ['charter', 'financial-impact', 'risk-profile'] as const;
    const need = { roles: ['executive'] as const, count: 1, documents };
    const approval = {
      approversRequired: 1,
      rules: [{ id: 'sponsor', on: 'always' as const, over: 0, need }],
    };
    const version = build({ ...plan, policy: { ...plan.policy, approval } });
    const papers = documents.map((kind, i) => ({ kind, sha256: `${i}${'a'.repeat(63)}` as never }));
    const stateWith = async (signed: typeof papers) => {
      const envelope = signs(cleo, version, { decision: 'approve', documents: signed });
      return (await verify(sealed(version, [envelope]))).state;
    };
    expect(await stateWith(papers)).toBe('Approved');
    expect(await stateWith(papers.slice(1))).toBe('InReview');
  });

  it('[AUD-04] a statement of before there were such fields reads back to the same bytes', () => {
    const { statement } = statementToSign(ruled(), {
      decision: 'approve',
      signer: ada.signer,
      claimedAt: AT,
      reason: '',
    });
    const text = statementText(statement);
    const read = parseStatement(text, 'approval');
    expect(read.ok && canonicalJson(read.value as unknown as Json)).toBe(text);
    expect(text).not.toContain('exceptions');
  });

  it('[AUD-04] a bundle under a policy without rules goes on verifying, approved by one other person', async () => {
    const old = await verify(sealed());
    expect([old.ok, old.state]).toEqual([true, 'Approved']);
    expect(old.outcome?.requirements.map((one) => one.requirement.id)).toEqual(['people']);
  });

  it('[DIS-05] [GOV-03] beside the release it would replace, accounts that one moved are locked for 90 days', async () => {
    const first = ruled();
    const lines = first.document.quota.lines.map((one) => ({ ...one, amount: Number(one.amount) as never }));
    const plan = samplePlan();
    const policy = { ...plan.policy, approval: DEFAULT_APPROVAL };
    const back = build({ ...plan, policy, baseline: plan.assignment, assignment: plan.baseline });
    const idsAfter = async (releasedOn: string) => {
      const previous = { ...movesReleased(plan, day(releasedOn)), lines };
      const done = await verifyBundle(sealed(back, []), everybody, readZip, { previous });
      return done.outcome?.requirements.map((one) => one.requirement.id);
    };
    expect(await idsAfter('2026-01-15')).toContain('guardrails:lock-window');
    expect(await idsAfter('2025-01-15')).not.toContain('guardrails:lock-window');
  });

  it('[QUO-03] the quotas in force travel with the version, and quotas that stay need nobody', async () => {
    const first = ruled();
    const prior = first.document.quota.lines.map(({ territoryId, amount }) => ({
      territoryId,
      amount: Number(amount) as never,
    }));
    const plan = samplePlan();
    const policy = { ...plan.policy, approval: DEFAULT_APPROVAL };
    const next = build({ ...plan, policy, quota: { ...plan.quota, prior } });
    const ids = async (version: Version) =>
      (await verify(sealed(version, []))).outcome?.requirements.map((one) => one.requirement.id);
    expect(await ids(first)).toContain('quota');
    expect(await ids(next)).not.toContain('quota');
    expect(next.document.quota.prior).toEqual(
      first.document.quota.lines.map(({ territoryId, amount }) => ({ territoryId, amount })),
    );
  });
});
