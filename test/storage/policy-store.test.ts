import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActorId, IsoDate, IsoTime } from '../../domain/brand.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import { policyChanges, spelledOut } from '../../domain/governance/policy-changes.ts';
import { POLICY_FIELDS, valueAt, withValue } from '../../domain/governance/policy-fields.ts';
import type { PolicyDecision, Register, RegisteredPolicy } from '../../domain/governance/policy-register.ts';
import {
  inForce,
  policyDrift,
  registerFaults,
  withDecision,
  withVersion,
} from '../../domain/governance/policy-register.ts';
import type { Result } from '../../domain/result.ts';
import { policyReference } from '../../formats/bundle/policy-reference.ts';
import { Database } from '../../renderer/storage/database.ts';
import { PolicyStore } from '../../renderer/storage/policy-store.ts';
import { freshName } from './support.ts';

const day = (text: string): IsoDate => text as IsoDate;

const entry = (version: number, from: string, change: Partial<Policy> = {}): RegisteredPolicy => {
  const policy = { ...DEFAULT_POLICY, version, ...change };
  return {
    policy,
    sha256: policyReference(policy).sha256,
    from: day(from),
    to: null,
    savedAt: '2026-01-01T00:00:00.000Z' as IsoTime,
    savedBy: 'ada' as ActorId,
    note: 'Because',
    standing: { kind: 'agreed', by: 'bea' as ActorId, at: '2026-01-01T00:00:00.000Z' as IsoTime },
  };
};
const proposal = (version: number, from: string): RegisteredPolicy => ({
  ...entry(version, from, { name: 'Proposed' }),
  standing: { kind: 'proposed' },
});
const decision = (
  version: number,
  by: string,
  agrees: boolean,
  at: string,
  reason = 'Seen',
): PolicyDecision => ({
  version,
  by: by as ActorId,
  role: 'finance',
  agrees,
  at: `${at}T09:00:00.000Z` as IsoTime,
  reason,
});
const codesOf = (result: Result<unknown>): readonly string[] =>
  result.ok ? [] : result.errors.map((error) => error.code);
const open = () => new PolicyStore(new Database(freshName()));

describe('[AUD-04] policies as versioned data', () => {
  it('[AUD-04] a new version ends the one before on the day before, and every day has one policy', async () => {
    const store = open();
    await store.add(entry(2, '2026-01-01'));
    const grown = await store.add(entry(3, '2026-07-01', { name: 'Second half' }));
    const read = await store.read();
    expect(read).toEqual(grown);
    if (!read.ok) return;
    const { policyId } = DEFAULT_POLICY;
    expect(inForce(read.value, policyId, day('2025-12-31'))).toBeNull();
    expect(inForce(read.value, policyId, day('2026-06-30'))?.policy.version).toBe(2);
    expect(inForce(read.value, policyId, day('2026-07-01'))?.policy.name).toBe('Second half');
  });

  it('[AUD-04] a version is never written twice, never starts where another does, and always says why', async () => {
    const store = open();
    await store.add(entry(2, '2026-01-01'));
    const codes = async (one: RegisteredPolicy) => {
      const added = await store.add(one);
      return added.ok ? [] : added.errors.map((error) => error.code);
    };
    expect(await codes(entry(2, '2026-03-01'))).toEqual(['POLICY_NOT_NEWER']);
    expect(await codes(entry(3, '2026-01-01'))).toEqual(['POLICY_RANGE_TAKEN']);
    expect(await codes({ ...entry(3, '2026-02-01'), note: ' ' })).toEqual(['POLICY_NOTE_REQUIRED']);
    expect((await store.read()).ok && (await store.read())).toMatchObject({ value: [{ to: null }] });
  });

  it('[AUD-04] a stored version somebody changed is found out by its digest', async () => {
    const db = new Database(freshName());
    const store = new PolicyStore(db);
    await store.add(entry(2, '2026-01-01'));
    const row = (await db.policies.toArray())[0] as Record<string, unknown>;
    await db.policies.put({ ...row, policy: { ...DEFAULT_POLICY, approval: { approversRequired: 0 } } });
    const read = await store.read();
    expect(read.ok ? '' : read.errors[0]?.code).toBe('POLICY_ALTERED');
  });

  it('[AUD-04] whatever is added in whatever order, ranges of one policy never share a day', () => {
    const anyEntry = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 28 }))
      .map(([version, date]) => entry(version, `2026-01-${String(date).padStart(2, '0')}`));
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 12 }), (entries) => {
        let register: Register = [];
        for (const one of entries) {
          const asked = { ...one, standing: { kind: 'proposed' } } as const;
          const grown = withVersion(register, one.policy.version % 2 === 0 ? one : asked);
          if (grown.ok) register = grown.value;
          const { version } = one.policy;
          const at = `2026-01-${String(10 + version)}`;
          const decided = withDecision(
            register,
            DEFAULT_POLICY.policyId,
            decision(version, 'bea', version < 5, at),
          );
          if (decided.ok) register = decided.value;
        }
        expect(registerFaults(register)).toEqual([]);
        for (let date = 1; date <= 31; date++) {
          const on = day(`2026-01-${String(date).padStart(2, '0')}`);
          const holding = register.filter(
            (one) => one.standing.kind === 'agreed' && one.from <= on && (one.to === null || on <= one.to),
          );
          expect(holding.length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('[AUD-04] [APR-02] a policy version needs a second person', () => {
  const { policyId } = DEFAULT_POLICY;

  it('[APR-02] a proposal rules nothing, its maker cannot agree with it, and nobody agrees twice', async () => {
    const store = open();
    await store.add(entry(2, '2026-01-01'));
    const proposed = await store.add(proposal(3, '2026-03-01'));
    expect(proposed.ok && inForce(proposed.value, policyId, day('2026-04-01'))?.policy.version).toBe(2);
    expect(
      proposed.ok &&
        policyDrift(proposal(3, '').policy, proposal(3, '').sha256, proposed.value, day('2026-04-01')).kind,
    ).toBe('unregistered');
    expect(codesOf(await store.decide(policyId, decision(3, 'ada', true, '2026-02-01')))).toEqual([
      'POLICY_SAME_PERSON',
    ]);
    expect(codesOf(await store.add(proposal(4, '2026-05-01')))).toEqual(['POLICY_PENDING']);
    const planner = { ...decision(3, 'bea', true, '2026-02-01'), role: 'planner' } as const;
    expect(codesOf(await store.decide(policyId, planner))).toEqual(['POLICY_ROLE']);
    const agreed = await store.decide(policyId, decision(3, 'bea', true, '2026-02-01'));
    expect(agreed.ok && inForce(agreed.value, policyId, day('2026-02-28'))?.policy.version).toBe(2);
    expect(agreed.ok && inForce(agreed.value, policyId, day('2026-03-01'))?.policy.version).toBe(3);
    expect(codesOf(await store.decide(policyId, decision(3, 'cy', true, '2026-02-01')))).toEqual([
      'POLICY_NOT_PROPOSED',
    ]);
    expect(await store.read()).toEqual(agreed);
  });

  it('[AUD-04] one agreed to late begins on that day, never before; a refused one keeps its number and the reason', async () => {
    const store = open();
    await store.add(entry(2, '2026-01-01'));
    await store.add(proposal(3, '2026-03-01'));
    expect(codesOf(await store.decide(policyId, decision(3, 'bea', false, '2026-03-02', ' ')))).toEqual([
      'POLICY_NOTE_REQUIRED',
    ]);
    await store.decide(policyId, decision(3, 'bea', false, '2026-03-02', 'Too lax'));
    expect(codesOf(await store.add(proposal(3, '2026-04-01')))).toEqual(['POLICY_NOT_NEWER']);
    await store.add(proposal(4, '2026-03-05'));
    const late = await store.decide(policyId, decision(4, 'bea', true, '2026-03-20'));
    expect(late.ok && inForce(late.value, policyId, day('2026-03-19'))?.policy.version).toBe(2);
    expect(late.ok && inForce(late.value, policyId, day('2026-03-20'))?.policy.version).toBe(4);
    expect(late.ok && registerFaults(late.value)).toEqual([]);
  });

  it('[AUD-04] a version stored before a second person was asked stays in force', async () => {
    const db = new Database(freshName());
    const store = new PolicyStore(db);
    await store.add(entry(2, '2026-01-01'));
    const { standing: _, ...old } = (await db.policies.toArray())[0] as Record<string, unknown>;
    await db.policies.put(old);
    const read = await store.read();
    expect(read.ok && inForce(read.value, policyId, day('2026-02-01'))?.standing).toMatchObject({
      kind: 'agreed',
      by: null,
    });
  });
});

describe('[AUD-06] policy drift', () => {
  const register = [
    { ...entry(2, '2026-01-01'), to: day('2026-06-30') },
    entry(3, '2026-07-01', { name: 'New' }),
  ];
  const kindOf = (policy: Policy, on: string) =>
    policyDrift(policy, policyReference(policy).sha256, register, day(on)).kind;

  it('[AUD-06] tells a plan under an ended version, an altered one and one nobody registered apart', () => {
    expect(kindOf(entry(2, '').policy, '2026-03-01')).toBe('none');
    expect(kindOf(entry(2, '').policy, '2026-08-01')).toBe('other-version');
    const altered = withValue(entry(2, '').policy, 'targets.gini', 0.9);
    expect(kindOf(altered, '2026-03-01')).toBe('altered');
    expect(kindOf({ ...altered, version: 9 }, '2026-03-01')).toBe('unregistered');
  });
});

describe('[AUD-04] a change of policy in plain words', () => {
  it('[AUD-04] names the figure, what it was and what it is', () => {
    const after = withValue(DEFAULT_POLICY, 'disruption.maxQuarterlyMovedShare', 0.08);
    expect(policyChanges(DEFAULT_POLICY, after)).toEqual([
      { what: 'Accounts that may move in a quarter', before: '5.0%', after: '8.0%' },
    ]);
    const rules = DEFAULT_POLICY.approval.rules?.filter((rule) => rule.id !== 'strategic') ?? [];
    const fewer = { ...DEFAULT_POLICY, approval: { ...DEFAULT_POLICY.approval, rules } };
    expect(policyChanges(DEFAULT_POLICY, fewer)).toEqual([
      {
        what: 'Approval: strategic accounts that move',
        before: '1 of Executive above 0',
        after: 'nobody in particular',
      },
    ]);
  });

  it('[AUD-04] every figure the editor names is one the policy has, and no change goes unsaid', () => {
    for (const { path } of POLICY_FIELDS) {
      const value = valueAt(spelledOut(DEFAULT_POLICY), path);
      expect(typeof value, path).toBe('number');
      const changed = withValue(DEFAULT_POLICY, path, (value as number) + 1);
      expect(policyChanges(DEFAULT_POLICY, changed), path).toHaveLength(1);
      expect(policyReference(changed).sha256).not.toBe(policyReference(DEFAULT_POLICY).sha256);
    }
  });
});
