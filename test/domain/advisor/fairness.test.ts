import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MinorUnits, RepId } from '../../../domain/brand.ts';
import type { Answer, Issue } from '../../../domain/advisor/answer.ts';
import { isItFair } from '../../../domain/advisor/fairness.ts';
import { fairnessContext, fairnessForm } from '../../../domain/advisor/fairness-context.ts';
import { GRIEVANCES, grievances } from '../../../domain/advisor/grievance.ts';
import { MOST_MOVES } from '../../../domain/advisor/small-adjustment.ts';
import { accumulate } from '../../../domain/measures/accumulators.ts';
import { equityGini } from '../../../domain/measures/equity-gini.ts';
import { gini } from '../../../domain/measures/inequality.ts';
import { measureContext } from '../../../domain/measures/measure-plan.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { Rep } from '../../../domain/plan/rep.ts';
import { applied, arbitraryPlan, planOf, rep, territory } from '../support.ts';

const DENVER = { lat: 39.74, lon: -104.99 };
const BOULDER = { lat: 40.01, lon: -105.27 };

/** Accounts around Denver; `potentials[t]` are those of territory t, in dollars, at its own base. */
function planWith(
  potentials: readonly (readonly number[])[],
  more: {
    readonly sales?: readonly (readonly number[])[];
    readonly industry?: readonly (readonly string[])[];
    readonly reps?: readonly Partial<Rep>[];
  } = {},
): Plan {
  const bases = [DENVER, BOULDER, { lat: 39.6, lon: -105.0 }];
  const rows = potentials.flatMap((list, t) => list.map((value) => ({ t, value })));
  return planOf({
    accounts: accountTableFrom(
      rows.length,
      {
        name: rows.map((_, row) => `Account ${row}`),
        accountId: rows.map((_, row) => `A${row}`),
        industry: more.industry?.flat() ?? rows.map(() => null),
      },
      {
        lat: rows.map(({ t }) => bases[t]?.lat ?? NaN),
        lon: rows.map(({ t }) => bases[t]?.lon ?? NaN),
        potential: rows.map(({ value }) => value * 100),
        historicalRevenue: more.sales?.flat().map((value) => value * 100) ?? rows.map(() => NaN),
      },
    ),
    reps: (more.reps ?? []).map((changes, i) => rep(i, changes)),
    territories: potentials.map((_, t) =>
      territory(t, {
        name: ['Denver', 'Boulder', 'Littleton'][t] ?? '',
        base: bases[t] ?? null,
        repIds: t < (more.reps?.length ?? 0) ? [`rep-${t}` as RepId] : [],
      }),
    ),
    assignment: Int32Array.from(rows, ({ t }) => t),
  });
}

const issuesOf = (answer: Answer): readonly Issue[] =>
  answer.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'issues' ? block.issues : [])),
  );
const issue = (plan: Plan, code: string): Issue => {
  const found = issuesOf(isItFair(plan)).find((one) => one.code === code);
  if (found === undefined) throw new Error(`expected ${code}`);
  return found;
};

describe('“Is it fair?”', () => {
  it('[FAI-08] passes or holds by the Gini of the score against the form, which begins at the policy', () => {
    const plan = planWith([
      [100, 100, 100],
      [100, 100],
      [100, 100, 100],
    ]);
    const scores = accumulate(plan).facts.score;
    const value = gini(
      [0, 1, 2].map((t) => scores.reduce((sum, s, row) => sum + (plan.assignment[row] === t ? s : 0), 0)),
    );
    expect(isItFair(plan).verdict.text).toContain(`Pass. Gini ${value.toFixed(4)}`);
    const strict = isItFair(plan, { ...fairnessForm(plan), gini: value / 2 });
    expect(strict.verdict.tone).toBe('bad');
    expect(strict.verdict.text).toMatch(/^Hold\. /);
    expect(fairnessForm(plan)).toMatchObject({ gini: plan.policy.targets.gini, outlierBand: 0.15 });
  });

  it('[FAI-02][FAI-06] keeps a territory that stands out only because a senior works it, and says why', () => {
    const plan = planWith(
      [
        [60, 60],
        [50, 50],
        [50, 50],
      ],
      {
        reps: [{ seniority: 'senior' }, {}, {}],
      },
    );
    const found = issue(plan, 'OUTLIER_EXPLAINED');
    expect(found.subject).toEqual({ kind: 'territory', index: 0 });
    expect(found.remedy).toEqual({
      kind: 'rationale',
      text: 'Keep it: it ought to hold 37.5% of the potential and holds 37.5%.',
    });
    expect(found.finding).toBe(
      '+20% potential against the median as it is, +0% once seniority and target share are taken into account.',
    );
  });

  it('[FAI-01][FAI-06] proposes a small move that closes the distance, and the plan takes it', () => {
    const plan = planWith([
      [50, 50, 20, 10],
      [50, 50],
      [40, 30],
    ]);
    const low = issue(plan, 'OUTLIER_LOW');
    expect(low.title).toBe('Littleton holds too little');
    if (low.remedy.kind !== 'adjustment') throw new Error('an adjustment exists');
    expect(low.remedy.text).toContain('Move 1 account from Denver (Account 2): −30% becomes −10%.');
    expect([...applied(plan, low.remedy.command).assignment]).toEqual([0, 0, 2, 0, 1, 1, 2, 2]);
  });

  it('[FAI-03] flags high potential with low history, and history above potential', () => {
    const plan = planWith([[100], [100], [100]], { sales: [[10], [50], [90]] });
    expect(issue(plan, 'HIGH_POTENTIAL_LOW_HISTORY')).toMatchObject({
      subject: { kind: 'territory', index: 0 },
      finding:
        'Denver holds 33.3% of the potential and 6.7% of the sales so far: history understates it by 80%.',
    });
    expect(issue(plan, 'HISTORY_ABOVE_POTENTIAL').subject).toEqual({ kind: 'territory', index: 2 });
  });

  it('[FAI-04] flags a rep whose territory asks for what another knows, and exchanges them where both gain', () => {
    const plan = planWith([[100], [100], [100]], {
      industry: [['Imaging centre'], ['Surgery'], ['Office']],
      reps: [{ name: 'Ann', skills: ['surgery'] }, { name: 'Bob', skills: ['imaging'] }, { name: 'Cyd' }],
    });
    const found = issue(plan, 'REP_STRENGTH_MISMATCH');
    expect(found.finding).toBe(
      '0% of the potential of Denver asks for what Ann knows (surgery), 100% for what Bob of Boulder knows.',
    );
    if (found.remedy.kind !== 'adjustment') throw new Error('both gain');
    expect(applied(plan, found.remedy.command).territories.map(({ repIds }) => repIds)).toEqual([
      ['rep-1'],
      ['rep-0'],
      ['rep-2'],
    ]);
  });

  it('[FAI-05] names the rep most likely to feel disadvantaged and her concern', () => {
    const plan = planWith([[100], [100], [40]], {
      reps: [{ name: 'Ann' }, { name: 'Bob' }, { name: 'Cyd' }],
    });
    const { summary } = isItFair(plan);
    expect(summary[0]).toMatch(
      /^Cyd \(Littleton\) is most likely to feel disadvantaged: holds 16\.7% of the potential; 33\.3% would be even/,
    );
  });

  it('[EXP-03] shows the steps of every quota, and they sum to it', () => {
    const plan = planWith([[100], [100], [40]]);
    const answer = isItFair({ ...plan, quota: { ...plan.quota, target: 1_000_000_00 as MinorUnits } });
    const table = answer.sections.find(({ title }) => title.startsWith('What makes each quota'))?.blocks[0];
    if (table?.kind !== 'table') throw new Error('a table of steps');
    expect(table.rows).toHaveLength(3);
    for (const [, ...cells] of table.rows) {
      const values = cells.map(({ value }) => value ?? NaN);
      expect(values.slice(0, -1).reduce((sum, value) => sum + value, 0)).toBeCloseTo(values.at(-1) ?? NaN, 6);
    }
  });

  it('[EXP-04][EXP-07] is a stated sum with its parts, and its risks carry reason codes', () => {
    const plan = planWith([[100], [100], [40]]);
    const answer = isItFair(plan);
    expect(answer.rule.parts).toHaveLength(GRIEVANCES.length);
    expect(GRIEVANCES.reduce((sum, [, weight]) => sum + weight, 0)).toBeCloseTo(1, 12);
    const risks = answer.sections.at(-1)?.blocks[0];
    if (risks?.kind !== 'table') throw new Error('a list of risks');
    expect(risks.rows.map(([code]) => code?.text)).toContain('OUTLIER_LOW');
  });

  it('[EXP-08] says what is missing of an empty plan instead of guessing', () => {
    const answer = isItFair(planOf({ accounts: accountTableFrom(0, {}, {}) }));
    expect(answer.verdict).toEqual({
      tone: 'none',
      text: 'There is nothing to judge yet: no territory holds accounts.',
    });
    expect(answer.missing.map(({ what }) => what)).toEqual([
      'Accounts',
      'Territories',
      'Reps',
      'Quota target',
    ]);
    expect(answer.sections).toEqual([]);
  });

  it('[EXP-08][FAI-06] gives the same bytes for the same plan, and only adjustments the plan takes and that help', () => {
    fc.assert(
      fc.property(arbitraryPlan(40), (plan) => {
        const answer = isItFair(plan);
        expect(JSON.stringify(isItFair(structuredClone(plan)))).toBe(JSON.stringify(answer));
        for (const { code, remedy } of issuesOf(answer)) {
          if (remedy.kind !== 'adjustment') continue;
          const after = applied(plan, remedy.command);
          if (!code.startsWith('OUTLIER')) continue;
          expect(after.assignment.filter((t, row) => t !== plan.assignment[row]).length).toBeLessThanOrEqual(
            MOST_MOVES,
          );
          const adjusted = (of: Plan): number => equityGini.compute(measureContext(of)).adjusted ?? 0;
          expect(adjusted(after)).toBeLessThanOrEqual(adjusted(plan) + 1e-12);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[FAI-05] sums its parts to a figure between 0 and 1, whatever the plan', () => {
    fc.assert(
      fc.property(arbitraryPlan(40), (plan) => {
        const context = fairnessContext(plan, accumulate(plan), fairnessForm(plan));
        for (const { total, parts } of grievances(context)) {
          expect(parts.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(total, 12);
          expect(total >= 0 && total <= 1 + 1e-12).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
