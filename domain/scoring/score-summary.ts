/** What scoring found, for the score step and its report (SCO-10). */
import type { AccountFacts } from '../measures/facts.ts';
import { textAt } from '../plan/account-table.ts';
import type { Plan } from '../plan/plan.ts';
import type { CoveragePriority } from './coverage-priority.ts';
import { coveragePriority } from './coverage-priority.ts';
import type { Misclassified } from './misclassified.ts';
import { misclassified } from './misclassified.ts';
import type { ScoreInput } from './score.ts';

const TOP = 20;

export interface Group {
  readonly name: string;
  readonly accounts: number;
  /** Minor units of the potential unit. */
  readonly potential: number;
}

export interface TopAccount {
  readonly row: number;
  readonly score: number;
  readonly potential: number;
  readonly priority: CoveragePriority;
  /** How to work it, with the reason. */
  readonly approach: string;
}

export interface ScoreSummary {
  readonly accounts: number;
  readonly potential: number;
  /** One a tier of the policy, highest first. */
  readonly byTier: readonly Group[];
  /** Most potential first; accounts without an industry are "Not stated". */
  readonly byIndustry: readonly Group[];
  readonly top: readonly TopAccount[];
  readonly misclassified: readonly Misclassified[];
  /** Accounts in which each input was filled with the neutral value. */
  readonly imputed: Readonly<Record<ScoreInput, number>>;
}

export function scoreSummary(plan: Pick<Plan, 'accounts' | 'policy'>, facts: AccountFacts): ScoreSummary {
  const rows: number[] = [];
  facts.active.forEach((on, row) => {
    if (on === 1) rows.push(row);
  });
  const industry = (row: number): string => textAt(plan.accounts, 'industry', row) ?? 'Not stated';
  const tiers = groups(rows, facts, (row) => String(facts.tier[row] ?? 0));
  return {
    accounts: rows.length,
    potential: rows.reduce((sum, row) => sum + (facts.potential[row] ?? 0), 0),
    byTier: plan.policy.tiers.map((rule, i) => ({
      accounts: 0,
      potential: 0,
      ...tiers.get(String(i)),
      name: rule.tier,
    })),
    byIndustry: [...groups(rows, facts, industry).values()].toSorted(
      (a, b) => b.potential - a.potential || b.accounts - a.accounts || (a.name < b.name ? -1 : 1),
    ),
    top: topRows(rows, facts).map((row) => topAccount(plan, facts, row)),
    misclassified: misclassified(plan, facts),
    imputed: facts.imputedCount,
  };
}

function groups(
  rows: readonly number[],
  facts: AccountFacts,
  nameOf: (row: number) => string,
): ReadonlyMap<string, Group> {
  const found = new Map<string, { name: string; accounts: number; potential: number }>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = found.get(name) ?? { name, accounts: 0, potential: 0 };
    group.accounts++;
    group.potential += facts.potential[row] ?? 0;
    found.set(name, group);
  }
  return found;
}

const topRows = (rows: readonly number[], facts: AccountFacts): readonly number[] =>
  rows.toSorted((a, b) => (facts.score[b] ?? 0) - (facts.score[a] ?? 0) || a - b).slice(0, TOP);

const APPROACH: Readonly<Record<CoveragePriority, string>> = {
  high: 'Work it proactively.',
  medium: 'Answer when it moves.',
  low: 'Inbound only.',
};

function topAccount(plan: Pick<Plan, 'policy'>, facts: AccountFacts, row: number): TopAccount {
  const { priority, reason } = coveragePriority(
    plan.policy,
    facts.tier[row] ?? 0,
    facts.scorePercentile[row] ?? 0,
  );
  return {
    row,
    score: facts.score[row] ?? 0,
    potential: facts.potential[row] ?? 0,
    priority,
    approach: `${APPROACH[priority]} ${reason}`,
  };
}
