import { describe, expect, it } from 'vitest';
import type { ActorId, IsoDate, IsoTime, MinorUnits, OverlayId, TerritoryId } from '../../../domain/brand.ts';
import type { Command } from '../../../domain/commands/apply-command.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { CompensationPolicy } from '../../../domain/governance/compensation.ts';
import { NO_COMPENSATION } from '../../../domain/governance/compensation.ts';
import { withPayConstraints } from '../../../domain/governance/pay-constraints.ts';
import { policyChanges } from '../../../domain/governance/policy-changes.ts';
import { parsePolicy } from '../../../domain/governance/policy-check.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { requirementsOf } from '../../../domain/governance/requirements.ts';
import type { Overlay } from '../../../domain/plan/overlay.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { planMoving } from './plan-case.ts';

const PILOT = { from: '2026-03-01' as IsoDate, to: '2026-04-30' as IsoDate };
const under = (compensation: Partial<CompensationPolicy>): Plan => {
  const plan = planMoving(0, { ...DEFAULT_POLICY, compensation: { ...NO_COMPENSATION, ...compensation } });
  const prior = [0, 1].map((i) => ({ territoryId: `t-${i}` as TerritoryId, amount: 500_000 as MinorUnits }));
  return { ...plan, quota: { ...plan.quota, target: 1_000_000 as MinorUnits, prior } };
};
const codesOn = (plan: Plan, day: string, command: Command): readonly string[] => {
  const done = applyCommand(plan, command, {
    actor: 'ada' as ActorId,
    at: `${day}T10:00:00.000Z` as IsoTime,
  });
  return done.ok ? [] : done.errors.map(({ code }) => code);
};
const target: Command = { type: 'setQuotaTarget', target: 2_000_000 as MinorUnits };
const override = (amount: number): Command => ({
  type: 'overrideQuota',
  territory: 0,
  amount: amount as MinorUnits,
  reason: 'because',
});

describe('[CMP-04] a frozen pay plan', () => {
  const frozen = under({ freeze: PILOT });

  it('[CMP-04] refuses to change a quota from its first day to its last, and no day longer', () => {
    expect(codesOn(frozen, '2026-02-28', target)).toEqual([]);
    expect(codesOn(frozen, '2026-03-01', target)).toEqual(['PAY_FROZEN']);
    expect(codesOn(frozen, '2026-04-30', override(1))).toEqual(['PAY_FROZEN']);
    expect(codesOn(frozen, '2026-05-01', override(1))).toEqual([]);
    expect(codesOn(under({}), '2026-03-01', target)).toEqual([]);
  });

  it('[CMP-04] lets a quota be held at what is in force while accounts move under it', () => {
    expect(codesOn(frozen, '2026-03-15', override(500_000))).toEqual([]);
  });

  it('[CMP-04] a version that changes quotas needs an exception if it is released in the freeze', () => {
    const lines = [0, 1].map((i) => ({
      territoryId: `t-${i}` as TerritoryId,
      amount: (400_000 + i) as MinorUnits,
    }));
    const idsOn = (on: string) =>
      requirementsOf({ plan: frozen, lines, on: on as IsoDate }).list.map(({ id }) => id);
    expect(idsOn('2026-03-02')).toContain('guardrails:pay-freeze');
    expect(idsOn('2026-05-02')).not.toContain('guardrails:pay-freeze');
    const kept = requirementsOf({ plan: frozen, lines: frozen.quota.prior ?? [], on: PILOT.from });
    expect(kept.list.map(({ id }) => id)).not.toContain('guardrails:pay-freeze');
  });
});

describe('[CMP-05] what a partner brings', () => {
  const partner = (credit: number): Overlay => ({
    overlayId: 'o-1' as OverlayId,
    name: 'Northwind',
    kind: 'partner',
    repIds: [],
    rows: [3],
    note: '',
    credit,
  });
  const guarded = under({ territoryCredit: 0.6 });

  it('[CMP-05] stays credited to the territory by as much as the policy says: edits beyond it are refused', () => {
    const set = (credit: number): Command => ({ type: 'setOverlay', overlay: partner(credit) });
    expect(codesOn(guarded, '2026-03-01', set(0.4))).toEqual([]);
    expect(codesOn(guarded, '2026-03-01', set(0.41))).toEqual(['CREDIT_PROTECTED']);
    expect(codesOn(under({}), '2026-03-01', set(1))).toEqual([]);
  });

  it('[CMP-05] a version made under another policy that credits a partner more needs an exception', () => {
    const ids = (credit: number) =>
      requirementsOf({
        plan: { ...guarded, overlays: [partner(credit)] },
        lines: guarded.quota.prior ?? [],
        on: '2026-03-02' as IsoDate,
      }).list.map(({ id }) => id);
    expect(ids(0.5)).toContain('guardrails:partner-credit');
    expect(ids(0.4)).not.toContain('guardrails:partner-credit');
  });
});

describe('[CMP-01] constraints of a pay plan from a file', () => {
  it('[CMP-01] are taken into the policy by name, and what is not named stays', () => {
    const read = withPayConstraints(DEFAULT_POLICY, [
      ['Pay plan', 'FY27, version 2'],
      ['variable_share', '40%'],
      ['Frozen from', '2026-03-01'],
      ['frozen until', '2026-04-30'],
      ['Territory credit', '60'],
    ]);
    const policy = read.ok ? read.value : DEFAULT_POLICY;
    expect(policy.compensation).toEqual({ plan: 'FY27, version 2', freeze: PILOT, territoryCredit: 0.6 });
    expect(policy.approval.variablePay).toBe(0.4);
    expect(policy.disruption).toEqual(DEFAULT_POLICY.disruption);
    expect(parsePolicy(policy as unknown as Json).ok).toBe(true);
    expect(policyChanges(DEFAULT_POLICY, policy)).toContainEqual({
      what: 'Pay is frozen',
      before: '\u2013',
      after: '2026-03-01 to 2026-04-30',
    });
  });

  it('[CMP-01] that are unknown, repeated, no share or no days are refused with all their faults', () => {
    const read = withPayConstraints(DEFAULT_POLICY, [
      ['accelerator', '2'],
      ['variable share', '140%'],
      ['frozen from', '2026-03-01'],
      ['plan', 'a'],
      ['pay plan', 'b'],
    ]);
    const messages = read.ok ? [] : read.errors.map(({ message }) => message);
    expect(messages).toHaveLength(4);
    for (const said of ['"accelerator" is no', '"pay plan" stands', 'A freeze needs', '"140%" is no share'])
      expect(
        messages.some((message) => message.startsWith(said)),
        said,
      ).toBe(true);
  });

  it('[AUD-04] a policy of before pay was asked about reads as one that says nothing of it', () => {
    expect(DEFAULT_POLICY.compensation).toBeUndefined();
    expect(policyChanges(DEFAULT_POLICY, { ...DEFAULT_POLICY, compensation: NO_COMPENSATION })).toEqual([]);
  });
});
