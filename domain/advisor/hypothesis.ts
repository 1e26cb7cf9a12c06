/** One sentence a rep can open with (ledger WSP-03): a template filled from what the plan holds, and nothing else. */
import type { AccountFacts } from '../measures/facts.ts';
import { moneyText, named, percent, potentialText } from '../measures/wording.ts';
import { textAt } from '../plan/account-table.ts';
import type { Plan } from '../plan/plan.ts';
import { minorPerMajor } from '../intake/potential-unit.ts';
import type { Comparables } from '../scoring/comparables.ts';
import type { Fit } from '../scoring/fit.ts';
import { stageKind } from '../scoring/status.ts';
import type { Cell } from './answer.ts';
import { accountName, textCell } from './evidence.ts';

/** What makes now the time, of what is on record; null where nothing does. */
export function triggerTest(plan: Plan, facts: AccountFacts): (row: number) => string | null {
  const { parentId, opportunityStage } = plan.accounts.text;
  const buying = new Map<number, number>();
  parentId.codes.forEach((code, row) => {
    if (code >= 0 && facts.active[row] === 1 && facts.relationship[row] === 1)
      buying.set(code, (buying.get(code) ?? 0) + 1);
  });
  const lost = opportunityStage.pool.map((text) => stageKind(text) === 'lost');
  return (row) => {
    const group = buying.get(parentId.codes[row] ?? -1);
    if (group !== undefined)
      return group === 1 ? 'another account of its group buys' : `${group} accounts of its group buy`;
    if (lost[opportunityStage.codes[row] ?? -1] === true) return 'was lost once';
    return null;
  };
}

/** "12,000 USD (8,000 to 15,000), 14 alike". */
export function moneyRange({ currency }: Pick<Plan, 'currency'>, like: Comparables | null): Cell {
  if (like === null) return textCell('–');
  const bare = (minor: number): string => moneyText(currency, minor).replace(` ${currency}`, '');
  return {
    text: `${moneyText(currency, like.middle)} (${bare(like.low)} to ${bare(like.high)}), ${like.count} alike`,
    value: like.middle / minorPerMajor(currency),
  };
}

export interface Opening {
  readonly row: number;
  readonly fit: Fit | null;
  readonly like: Comparables | null;
  readonly trigger: string | null;
  readonly industry: string | null;
}

export function openingSentence(plan: Plan, facts: AccountFacts, opening: Opening): string {
  const { row, like, trigger, industry, fit } = opening;
  const tier = plan.policy.tiers[facts.tier[row] ?? -1]?.tier ?? '';
  const kind = `${tier === '' ? 'new' : tier} account${industry === null ? '' : ` in ${industry}`}`;
  const rank = facts.potentialPercentile[row] ?? NaN;
  const size = Number.isNaN(rank)
    ? ''
    : ` with ${potentialText(plan.potentialUnit, facts.potential[row] ?? 0)}, among the largest ${percent(Math.max(0.01, Math.ceil((1 - rank) * 100) / 100), 0)}`;
  const proof =
    like === null
      ? ''
      : `; customers ${like.likeness} (${named(like.examples.map((example) => accountName(plan, example)))}) pay ${moneyText(plan.currency, like.middle)} in the middle`;
  const why = trigger === null ? '' : `, and ${trigger}`;
  const tech = textAt(plan.accounts, 'techStack', row);
  const uses = tech === null ? '' : `, runs ${tech}`;
  const fits =
    fit === null ? '' : fit.fit >= 4.5 ? ', a very close fit' : fit.fit >= 3.5 ? ', a close fit' : '';
  return `${/^[AEIOU]/i.test(kind) ? 'An' : 'A'} ${kind}${size}${uses}${fits}${proof}${why}.`;
}
