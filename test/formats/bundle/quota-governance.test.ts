/** What finance is promised about quotas: each version says its assumptions and reasons, and none has an effect unapproved. */
import { describe, expect, it } from 'vitest';
import type { MinorUnits, TerritoryId } from '../../../domain/brand.ts';
import { DEFAULT_APPROVAL } from '../../../domain/governance/approval-settings.ts';
import { unresolved } from '../../../domain/governance/scope-key.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { readApproved } from '../../../formats/bundle/read-bundle.ts';
import { readZip } from '../../../workstation/read-zip.ts';
import { bea, build, cleo, keyring, must, person, samplePlan, sealed, sign } from './sample.ts';

const cy = person('Cy', 'compensation');
const everybody = [...keyring, cy.trusted];

/** Nothing but quotas differs: no account moves, so only quota rules ask for anybody. */
function quotaPlanOf(overAssignment: number, amount: number, reason: string): Plan {
  const plan = samplePlan();
  const rules = DEFAULT_APPROVAL.rules.filter(({ on }) => on === 'quota-change' || on === 'pay-effect');
  return {
    ...plan,
    assignment: plan.baseline,
    policy: { ...plan.policy, approval: { ...DEFAULT_APPROVAL, rules } },
    quota: {
      ...plan.quota,
      overAssignment,
      overrides: [{ territoryId: 't-west' as TerritoryId, amount: amount as MinorUnits, reason }],
      prior: [
        { territoryId: 't-east' as TerritoryId, amount: 400_000_00 as MinorUnits },
        { territoryId: 't-west' as TerritoryId, amount: 600_000_00 as MinorUnits },
      ],
    },
  };
}

describe('[QUO-03] every quota belongs to a version that says its assumptions and its reason', () => {
  it('[QUO-03] another target, over-assignment, amount or reason is another version, and each names all of them', () => {
    const versions = [
      build(quotaPlanOf(0.05, 600_000_00, 'New product')),
      build(quotaPlanOf(0.06, 600_000_00, 'New product')),
      build(quotaPlanOf(0.05, 610_000_00, 'New product')),
      build(quotaPlanOf(0.05, 600_000_00, 'Two reps left')),
    ];
    expect(new Set(versions.map((one) => one.versionId)).size).toBe(4);
    for (const { document } of versions) {
      const { target, overAssignment, roundTo, lines, prior } = document.quota;
      expect([target, roundTo, prior?.length]).toEqual(['100000000', 100, 2]);
      expect(overAssignment).toBeGreaterThan(0);
      const west = lines.find((line) => line.territoryId === 't-west');
      expect(west?.reason).not.toBe('');
      expect(west?.computed).not.toBeUndefined();
    }
  });
});

describe('[QUO-04] [CMP-03] a quota that changes has no effect before finance and compensation agree', () => {
  it('[QUO-04] [CMP-03] cannot be written back on the word of an executive, nor of finance alone', async () => {
    const version = build(quotaPlanOf(0.05, 900_000_00, 'New product'));
    const after = async (...by: readonly Parameters<typeof sign>[0][]) => {
      const acts = by.map((one) => sign(one, 'approve', version));
      const read = await readApproved(sealed(version, acts), everybody, readZip);
      return read.ok ? 'approved' : (read.errors[0]?.code ?? '');
    };
    expect(await after()).toBe('VERSION_NOT_APPROVED');
    expect(await after(cleo)).toBe('VERSION_NOT_APPROVED');
    expect(await after(cleo, bea)).toBe('VERSION_NOT_APPROVED');
    expect(await after(cleo, cy)).toBe('VERSION_NOT_APPROVED');
    expect(await after(bea, cy)).toBe('approved');
  });
});

describe('[IDR-02] the scope of a plan object', () => {
  it('[IDR-02] resolves owner, cycle, quota version, compensation policy and finance path of each territory', async () => {
    const version = build(quotaPlanOf(0.05, 900_000_00, 'New product'));
    const acts = [sign(bea, 'approve', version), sign(cy, 'approve', version)];
    const { scopes } = must(await readApproved(sealed(version, acts), everybody, readZip));
    expect(scopes[0]).toEqual({
      territoryId: 't-east',
      name: 'East',
      owner: ['r-1'],
      cycle: 'fy27',
      quotaVersion: version.versionId,
      compensationPolicy: 'policy-acme 2',
      financePath: ['people', 'quota', 'pay'],
    });
    expect(scopes.map(unresolved)).toEqual([[], ['an owner']]);
  });
});
