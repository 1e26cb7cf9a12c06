import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActorId, IsoDate, IsoTime } from '../../domain/brand.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import { policyChanges } from '../../domain/governance/policy-changes.ts';
import { POLICY_FIELDS, valueAt, withValue } from '../../domain/governance/policy-fields.ts';
import type { Register, RegisteredPolicy } from '../../domain/governance/policy-register.ts';
import {
  inForce,
  policyDrift,
  registerFaults,
  withVersion,
} from '../../domain/governance/policy-register.ts';
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
  };
};
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
          const grown = withVersion(register, one);
          if (grown.ok) register = grown.value;
        }
        expect(registerFaults(register)).toEqual([]);
        for (let date = 1; date <= 31; date++) {
          const on = day(`2026-01-${String(date).padStart(2, '0')}`);
          const holding = register.filter((one) => one.from <= on && (one.to === null || on <= one.to));
          expect(holding.length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
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
      const value = valueAt(DEFAULT_POLICY, path);
      expect(typeof value, path).toBe('number');
      const changed = withValue(DEFAULT_POLICY, path, (value as number) + 1);
      expect(policyChanges(DEFAULT_POLICY, changed), path).toHaveLength(1);
      expect(policyReference(changed).sha256).not.toBe(policyReference(DEFAULT_POLICY).sha256);
    }
  });
});
