/** One rep's plan, in the seven parts of ledger DOC-04: what is there, what first, how often, how much, by when, with what, and what could go wrong. */
import type { Accumulators } from '../measures/accumulators.ts';
import { accumulate } from '../measures/accumulators.ts';
import { measureContext } from '../measures/measure-plan.ts';
import { liveTerritories } from '../measures/territories.ts';
import { territoryFigures } from '../measures/territory-figures.ts';
import { fixed, moneyText, percent, potentialText } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import { quotaPlan } from '../quotas/quota-plan.ts';
import type { Answer, Missing } from './answer.ts';
import { confidenceOf } from './confidence.ts';
import {
  aboutPlan,
  measureText,
  policySources,
  repWords,
  SCORE_PATHS,
  scoreParts,
  territoryName,
} from './evidence.ts';
import {
  activeRows,
  missingAccounts,
  missingCapacity,
  missingInputs,
  missingQuota,
  missingSales,
  missingTerritories,
} from './missing.ts';
import type { RepContext } from './rep-plan-parts.ts';
import { coverageByTier, penetration, quarters, quotaSplit, resources, topTen } from './rep-plan-parts.ts';
import { penetrationOf, splitOf } from './rep-figures.ts';
import { relationshipsTold } from './whitespace.ts';
import { repRisks, riskBlocks } from './rep-risks.ts';

export interface RepForm {
  /** Index of a territory; null takes the first in use. */
  readonly territory: number | null;
  /** Parts of the year's quota, in any unit; they need not sum to anything. */
  readonly season: readonly [number, number, number, number];
}

export const repForm = (): RepForm => ({ territory: null, season: [25, 25, 25, 25] });

export function oneRepsPlan(
  plan: Plan,
  form: RepForm = repForm(),
  accumulators: Accumulators = accumulate(plan),
): Answer {
  const live = liveTerritories(plan);
  const index = form.territory !== null && live.includes(form.territory) ? form.territory : (live[0] ?? -1);
  const { facts } = accumulators;
  const rows = activeRows(facts).filter((row) => plan.assignment[row] === index && index >= 0);
  const context: RepContext = {
    plan,
    accumulators,
    index,
    rows,
    figures: territoryFigures(measureContext(plan, accumulators), index),
    quota: quotaPlan(plan, accumulators)?.lines.find(({ territory }) => territory === index) ?? null,
    season: form.season,
  };
  const top = topTen(context);
  const risks = index < 0 ? [] : repRisks(context);
  const nothing = index < 0 || rows.length === 0;
  return {
    question: 'rep-plan',
    title: 'What is one rep’s plan?',
    about: `${aboutPlan(plan)}; ${index < 0 ? 'no territory' : `${territoryName(plan, index)}, ${repWords(plan, index)}`}`,
    verdict: {
      tone: 'none',
      text:
        index < 0
          ? 'There is no territory to plan for yet.'
          : rows.length === 0
            ? `${territoryName(plan, index)} holds no accounts yet.`
            : headline(context),
    },
    summary: nothing ? [] : [hypothesis(context), ...quotaWords(context)],
    missing: [
      ...missingAccounts(facts),
      ...missingTerritories(plan),
      ...(index < 0 ? [] : missingRep(context)),
      ...missingSales(accumulators),
      ...missingCapacity(plan),
      ...missingQuota(plan),
      ...missingInputs(facts),
    ],
    sections: nothing
      ? []
      : [
          { title: '1. Potential and penetration', blocks: penetration(context) },
          { title: '2. The ten accounts to begin with', blocks: [top] },
          { title: '3. Coverage by tier', blocks: [coverageByTier(context)] },
          { title: '4. Quota from existing customers and new ones', blocks: quotaSplit(context) },
          { title: '5. Quarter by quarter', blocks: quarters(context) },
          { title: '6. Resources', blocks: resources(context) },
          { title: '7. Three risks, and what to do about them', blocks: riskBlocks(risks) },
        ],
    confidence: confidenceOf(
      plan,
      rows,
      top.rows.flatMap((cells) =>
        cells.flatMap(({ subject }) => (subject?.kind === 'account' ? [subject.row] : [])),
      ),
      { count: rows.length, words: ['account', 'accounts'] },
    ),
    rule: {
      statement:
        'Existing customers are expected to bring what they pay today less their churn risk, up to the quota; the rest must be won. Quarters are the quota by the parts of the form, rounded so that they sum to it. Accounts are ranked by their score, which is a sum.',
      parts: scoreParts(plan),
    },
    sources: [
      ...policySources(plan, SCORE_PATHS),
      { kind: 'data', label: 'Accounts of the territory', value: fixed(rows.length, 0) },
      ...(context.quota === null
        ? []
        : [
            {
              kind: 'data' as const,
              label: 'Quota of the territory',
              value: moneyText(plan.currency, context.quota.amount),
            },
          ]),
      {
        kind: 'measure',
        id: 'CAP-03',
        label: 'Capacity used',
        value:
          context.figures.utilisation === null
            ? 'no capacity'
            : measureText(context.figures.utilisation, 'share'),
      },
    ],
  };
}

function headline({ plan, index, rows, figures, quota }: RepContext): string {
  const asks = quota === null ? '' : ` for a quota of ${moneyText(plan.currency, quota.amount)}`;
  return `${repWords(plan, index)}, ${territoryName(plan, index)}: ${fixed(rows.length, 0)} accounts with ${potentialText(plan.potentialUnit, figures.potential)} of potential${asks}.`;
}

/** What the territory bets on (DOC-02). */
function hypothesis(context: RepContext): string {
  const { plan, accumulators, rows, index } = context;
  const { facts } = accumulators;
  const open = rows.filter((row) => facts.relationship[row] !== 1 && (facts.tier[row] ?? 9) < 2);
  const worth = open.reduce((sum, row) => sum + (facts.potential[row] ?? 0), 0);
  const [top, second] = plan.policy.tiers;
  const tiers = second === undefined ? (top?.tier ?? '') : `${top?.tier ?? ''} and ${second.tier}`;
  const done = penetrationOf(context);
  if (!relationshipsTold(plan, facts))
    return `Hypothesis: ${territoryName(plan, index)} grows in its ${fixed(open.length, 0)} ${tiers} accounts, with ${potentialText(plan.potentialUnit, worth)} of potential; which of them are customers is not in the data.`;
  return `Hypothesis: ${territoryName(plan, index)} grows by opening ${fixed(open.length, 0)} ${tiers} accounts without a relationship on record, with ${potentialText(plan.potentialUnit, worth)} of potential${done === null ? '' : `, from ${percent(done.share)} ${done.of}`}.`;
}

function quotaWords(context: RepContext): readonly string[] {
  const split = splitOf(context);
  if (split === null) return [];
  const { currency } = context.plan;
  return [
    `Existing customers are expected to bring ${moneyText(currency, split.existing)}, and ${moneyText(currency, split.fresh)} (${percent(split.freshShare, 0)}) must be won.`,
  ];
}

function missingRep({ plan, index }: RepContext): readonly Missing[] {
  if ((plan.territories[index]?.repIds.length ?? 0) > 0) return [];
  return [
    {
      what: 'The rep of this territory',
      effect: 'The plan is for whoever takes it.',
      doThis: 'Pair a rep in Design, Build.',
    },
  ];
}
