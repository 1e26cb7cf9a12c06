import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActorId, Sha256Hex } from '../../../domain/brand.ts';
import type { Act } from '../../../domain/governance/submission.ts';
import {
  decideFaults,
  distinctApprovers,
  fourEyesFaults,
  versionState,
} from '../../../domain/governance/submission.ts';

const act = (decision: Act['decision'], actor: string, key = `key of ${actor}`): Act => ({
  decision,
  actorId: actor as ActorId,
  keyId: key as Sha256Hex,
});

const anyAct = fc
  .tuple(
    fc.constantFrom('submit', 'approve', 'reject'),
    fc.constantFrom('ada', 'bea', 'cy'),
    fc.constantFrom('k1', 'k2', 'k3'),
  )
  .map(([decision, actor, key]) => act(decision as Act['decision'], actor, key));

/** The rule, said the long way: some choice of approvers that are pairwise, and from the maker, different people. */
function naivelyApproved(acts: readonly Act[], needed: number): boolean {
  const makers = acts.filter((one) => one.decision === 'submit');
  if (makers.length !== 1 || acts.some((one) => one.decision === 'reject')) return false;
  const differs = (a: Act, b: Act): boolean => a.actorId !== b.actorId && a.keyId !== b.keyId;
  const approvals = acts.filter((one) => one.decision === 'approve');
  const choose = (chosen: readonly Act[], rest: readonly Act[]): boolean => {
    if (chosen.length - 1 >= needed) return true;
    return rest.some(
      (one, i) => chosen.every((other) => differs(one, other)) && choose([...chosen, one], rest.slice(i + 1)),
    );
  };
  return choose(makers, approvals);
}

describe('[APR-02] maker and checker', () => {
  it('[APR-02] no set of acts, in any order, is Approved without enough people other than the maker', () => {
    const seen = { approved: 0, other: 0 };
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 6 }), fc.integer({ min: 0, max: 3 }), (acts, required) => {
        const approved = versionState(acts, required) === 'Approved';
        seen[approved ? 'approved' : 'other']++;
        if (approved) expect(naivelyApproved(acts, Math.max(1, required))).toBe(true);
      }),
      { numRuns: 5000 },
    );
    expect(seen.approved).toBeGreaterThan(20);
  });

  it('[APR-02] the order of the acts never matters', () => {
    const shuffled = fc
      .array(anyAct, { maxLength: 6 })
      .chain((acts) => fc.tuple(fc.constant(acts), fc.shuffledSubarray(acts, { minLength: acts.length })));
    fc.assert(
      fc.property(shuffled, ([acts, other]) => {
        expect(versionState(other, 1)).toBe(versionState(acts, 1));
        expect(
          fourEyesFaults(other)
            .map((f) => f.code)
            .toSorted(),
        ).toEqual(
          fourEyesFaults(acts)
            .map((f) => f.code)
            .toSorted(),
        );
      }),
    );
  });

  it('[APR-02] one other person approves; nobody approves her own; a rejection stands', () => {
    const made = act('submit', 'ada');
    expect(versionState([made], 1)).toBe('InReview');
    expect(versionState([made, act('approve', 'ada')], 1)).toBe('InReview');
    expect(versionState([made, act('approve', 'ada', 'her other key')], 1)).toBe('InReview');
    expect(versionState([made, act('approve', 'bea')], 1)).toBe('Approved');
    expect(versionState([made, act('approve', 'bea')], 0)).toBe('Approved');
    expect(versionState([made], 0)).toBe('InReview');
    expect(versionState([made, act('approve', 'bea'), act('approve', 'bea')], 2)).toBe('InReview');
    expect(versionState([made, act('approve', 'bea'), act('approve', 'cy')], 2)).toBe('Approved');
    expect(versionState([made, act('approve', 'bea'), act('reject', 'cy')], 1)).toBe('Rejected');
    expect(versionState([act('approve', 'bea')], 1)).toBe('InReview');
  });

  it('counts one key, or one person, once', () => {
    const made = act('submit', 'ada');
    const twoKeys = [made, act('approve', 'bea', 'k1'), act('approve', 'bea', 'k2')];
    expect(distinctApprovers(twoKeys)).toEqual(['bea']);
    expect(versionState(twoKeys, 2)).toBe('InReview');
    const twoNames = [made, act('approve', 'bea', 'k1'), act('approve', 'cy', 'k1')];
    expect(distinctApprovers(twoNames)).toEqual(['bea']);
    expect(fourEyesFaults(twoNames).map((f) => f.code)).toEqual(['KEY_SHARED']);
  });

  it('says to each person why she may not decide', () => {
    const acts = [act('submit', 'ada'), act('approve', 'bea')];
    const ask = (actor: string, decision: 'approve' | 'reject' = 'approve', reason = 'fine') => {
      const { actorId, keyId } = act(decision, actor);
      return decideFaults(acts, { decision, actorId, keyId }, reason).map((fault) => fault.code);
    };
    expect(ask('ada')).toEqual(['MAKER_CANNOT_DECIDE']);
    expect(ask('bea')).toEqual(['ALREADY_DECIDED']);
    expect(ask('cy')).toEqual([]);
    expect(ask('cy', 'reject', ' ')).toEqual(['REASON_REQUIRED']);
    const rejected = decideFaults(
      [...acts, act('reject', 'dee')],
      { ...act('approve', 'cy'), decision: 'approve' },
      '',
    );
    expect(rejected.map((fault) => fault.code)).toEqual(['VERSION_REJECTED']);
  });
});
