import { describe, expect, it } from 'vitest';
import type { IsoDate, MinorUnits, RepId, TerritoryId, VersionId } from '../../../domain/brand.ts';
import type { LoggedRelease, Snapshot } from '../../../domain/governance/change-log.ts';
import { changesBetween, changeWords } from '../../../domain/governance/change-log.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { repNamed } from '../../../domain/plan/rep.ts';
import { changeLogCsv, changeLogMarkdown, readableBy } from '../../../formats/change-log/change-log.ts';
import { planMoving, territory } from './plan-case.ts';

const lines = (...amounts: readonly number[]): Snapshot['lines'] =>
  amounts.map((amount, i) => ({ territoryId: `t-${i}` as TerritoryId, amount: amount as MinorUnits }));
const ada = repNamed('r1' as RepId, 'Ada');
const bea = repNamed('r2' as RepId, 'Bea');

describe('[AUD-07] the change log', () => {
  it('[AUD-07] the first release is told against the start of the cycle', () => {
    const changes = changesBetween(null, { plan: planMoving(2), lines: lines(500_000, 500_000) });
    expect(changes.filter(({ kind }) => kind === 'account')).toMatchObject([
      { what: 'a-0', before: 'Territory 0', after: 'Territory 1' },
      { what: 'a-1', before: 'Territory 0', after: 'Territory 1' },
    ]);
    expect(changeWords(changes)).toBe('2 accounts and 2 quotas');
  });

  it('[AUD-07] later ones against the release before: who works what, names, quotas with the reason, and rules', () => {
    const before = { ...planMoving(2), reps: [ada, bea] };
    const territories = [{ ...territory(0), name: 'North', repIds: [bea.repId] }, territory(1), territory(2)];
    const policy = {
      ...DEFAULT_POLICY,
      version: 3,
      disruption: { ...DEFAULT_POLICY.disruption, maxMovedShare: 0.1 },
    };
    const plan = { ...planMoving(3, policy), reps: [ada, bea], territories };
    const overrides = [
      { territoryId: 't-1' as TerritoryId, amount: 400_000 as MinorUnits, reason: 'Ramp of a new hire' },
    ];
    const changes = changesBetween(
      { plan: before, lines: lines(500_000, 500_000) },
      { plan: { ...plan, quota: { ...plan.quota, overrides } }, lines: lines(600_000, 400_000) },
    );
    expect(changes.map(({ kind, what, before: was, after, why }) => [kind, what, was, after, why])).toEqual([
      ['territory', 'North', 'Territory 0', 'North', 'Renamed'],
      ['territory', 'North', '', 'Bea', 'Worked by somebody else'],
      ['territory', 'Territory 2', '', 'Territory 2', 'New territory'],
      ['quota', 'North', '5,000 USD', '6,000 USD', 'Split of the target by potential'],
      ['quota', 'Territory 1', '5,000 USD', '4,000 USD', 'Set by hand: Ramp of a new hire'],
      ['policy', 'Accounts or sales that may move in all', '15.0%', '10.0%', 'Bailiwick defaults, version 3'],
      ['account', 'a-2', 'Territory 0', 'Territory 1', 'As imported'],
    ]);
  });

  it('[AUD-07] the same plan twice changed nothing, and an account that is no more is not told', () => {
    const one = { plan: planMoving(2), lines: lines(1) };
    expect(changesBetween(one, one)).toEqual([]);
    expect(changeWords([])).toBe('Nothing changed');
  });

  const release: LoggedRelease = {
    version: 'ab'.repeat(32) as VersionId,
    name: 'West',
    follows: null,
    submittedBy: 'Ada',
    reason: 'Even <b>loads</b>',
    approvedBy: ['Bea', 'Cleo'],
    releasedBy: 'Cleo',
    releasedOn: '2026-03-02' as IsoDate,
    changes: [
      {
        kind: 'account',
        what: '=HYPERLINK("x") | [link](y)',
        before: 'North',
        after: 'South',
        why: 'Moved by hand',
      },
      { kind: 'quota', what: 'South', before: '5 USD', after: '7 USD', why: 'Set by hand: ramp' },
    ],
  };

  it('[AUD-07] is published as Markdown and CSV that name who made, approved and released it, and run nothing', () => {
    const text = new TextDecoder().decode(changeLogMarkdown('West', [release]));
    expect(text).toContain('Made by Ada, approved by Bea, Cleo, released by Cleo.');
    expect(text).toContain('> Even \\<b\\>loads\\</b\\>');
    expect(text).toContain('\\| \\[link\\](y) | North | South | Moved by hand |');
    const csv = new TextDecoder().decode(changeLogCsv([release]));
    expect(csv).toContain(
      `,account,"'=HYPERLINK(""x"") | [link](y)",North,South,Moved by hand,Ada,Bea; Cleo,Cleo,`,
    );
  });

  it('[AUD-07] [ROL-03] a representative reads that a quota changed and not what it is', () => {
    const [, quota] = readableBy(release, 'rep').changes;
    expect(quota).toEqual({ kind: 'quota', what: 'South', before: 'not shown', after: 'not shown', why: '' });
    expect(readableBy(release, 'finance')).toEqual(release);
  });
});
