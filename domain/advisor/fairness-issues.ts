/** What somebody could call unfair, found one kind after the other (ledger FAI-01 to FAI-06); each with its answer. */
import { relieve } from '../advice/relieve.ts';
import type { ProblemContext } from '../advice/problem.ts';
import { counted, fixed, named, percent, signedPercent } from '../measures/wording.ts';
import { REASON_WORDS } from '../plan/reason-words.ts';
import { reasonCode } from '../plan/reason-codes.ts';
import { quotaRisks } from '../quotas/quota-risks.ts';
import type { Issue, Remedy, Subject } from './answer.ts';
import { accountName, repWords, territoryName } from './evidence.ts';
import type { FairnessContext, TerritoryFairness } from './fairness-context.ts';
import { mismatchIssues } from './skill-issues.ts';
import { MOST_MOVES, smallAdjustment } from './small-adjustment.ts';

export function fairnessIssues(context: FairnessContext, problems: ProblemContext): readonly Issue[] {
  const { territories } = context;
  const farthest = territories.toSorted((a, b) => Math.abs(b.adjusted) - Math.abs(a.adjusted));
  const fullest = territories.toSorted((a, b) => (b.utilisation ?? 0) - (a.utilisation ?? 0));
  const issues = [
    ...farthest.flatMap((one) => outlierIssue(context, one)),
    ...fullest.flatMap((one) => capacityIssue(context, problems, one)),
    ...farthest.flatMap((one) => historyIssue(context, one)),
    ...mismatchIssues(context),
    ...territories.flatMap((one) => relationshipIssue(context, one)),
    ...quotaIssues(context),
  ];
  return issues.toSorted((a, b) => Number(a.tone === 'warn') - Number(b.tone === 'warn'));
}

const at = ({ index }: TerritoryFairness): Subject => ({ kind: 'territory', index });
const rationale = (text: string): Remedy => ({ kind: 'rationale', text });

function outlierIssue(context: FairnessContext, one: TerritoryFairness): readonly Issue[] {
  const { plan, form } = context;
  const name = territoryName(plan, one.index);
  if (Math.abs(one.adjusted) <= form.outlierBand) {
    if (Math.abs(one.away) <= form.outlierBand) return [];
    return [
      {
        code: 'OUTLIER_EXPLAINED',
        tone: 'warn',
        subject: at(one),
        title: `${name} stands out, and ought to`,
        finding: `${signedPercent(one.away, 0)} potential against the median as it is, ${signedPercent(one.adjusted, 0)} once seniority and target share are taken into account.`,
        remedy: rationale(
          `Keep it: it ought to hold ${percent(one.expected)} of the potential and holds ${percent(one.share)}.`,
        ),
        talkingPoints: [
          `${repWords(plan, one.index)} is expected to carry ${percent(one.expected)} of the potential; an equal share would be ${percent(1 / context.territories.length)}.`,
          `Judged by that, ${name} lies ${signedPercent(one.adjusted, 0)} from the median, inside the ${percent(form.outlierBand, 0)} everybody is held to.`,
        ],
      },
    ];
  }
  const found = smallAdjustment(context, one);
  const more = one.adjusted < 0;
  return [
    {
      code: more ? 'OUTLIER_LOW' : 'OUTLIER_HIGH',
      tone: 'bad',
      subject: at(one),
      title: `${name} holds ${more ? 'too little' : 'too much'}`,
      finding: `${signedPercent(one.adjusted, 0)} potential against the median, seniority taken into account; the band is ${percent(form.outlierBand, 0)}. It holds ${percent(one.share)} and ought to hold ${percent(one.expected)}.`,
      remedy: found === null ? rationale(noSmallMove(context, one)) : adjustment(context, one, found),
      talkingPoints: outlierPoints(context, one, found),
    },
  ];
}

function adjustment(
  context: FairnessContext,
  one: TerritoryFairness,
  found: NonNullable<ReturnType<typeof smallAdjustment>>,
): Remedy {
  const { plan } = context;
  const names = named(found.moves.map(({ row }) => accountName(plan, row)));
  const others = [
    ...new Set(
      found.moves.map(({ from, territory }) => territoryName(plan, from === one.index ? territory : from)),
    ),
  ];
  const way = one.adjusted < 0 ? `from ${named(others)}` : `to ${named(others)}`;
  const gini = ` Gini, seniority taken into account: ${fixed(found.giniBefore, 4)} → ${fixed(found.giniAfter, 4)}.`;
  const still = Math.abs(found.after) > context.form.outlierBand + 1e-9 ? ', still outside the band' : '';
  const broken =
    found.relationships === 0
      ? 'No relationship is handed on.'
      : `${counted(found.relationships, 'relationship is', 'relationships are')} handed on.`;
  return {
    kind: 'adjustment',
    text: `Move ${counted(found.moves.length, 'account', 'accounts')} ${way} (${names}): ${signedPercent(found.before, 0)} becomes ${signedPercent(found.after, 0)}${still}.${gini} ${broken}`,
    command: found.command,
  };
}

const noSmallMove = (context: FairnessContext, one: TerritoryFairness): string =>
  context.plan.lockedAll || context.plan.territories[one.index]?.locked === true
    ? 'It is locked, and stays as it is until somebody unlocks it.'
    : `Keep it for now. No more than ${MOST_MOVES} accounts, within the rules and in reach of somebody who can ${one.adjusted < 0 ? 'spare' : 'take'} them, would close half the distance. A redesign would; or a target share, where the difference is meant.`;

function outlierPoints(
  context: FairnessContext,
  one: TerritoryFairness,
  found: ReturnType<typeof smallAdjustment>,
): readonly string[] {
  const { plan, quotas } = context;
  const name = territoryName(plan, one.index);
  const less = one.adjusted < 0;
  return [
    `${name} holds ${percent(one.share)} of the potential against ${percent(one.expected)} expected of ${repWords(plan, one.index)}.`,
    quotas === null
      ? 'No quota is set yet; set it after this is settled.'
      : `The quota follows the potential, so ${less ? 'less is asked as well' : 'more is asked as well'}: ${percent(one.quota === null ? 0 : one.quota.amount / Math.max(1, quotas.total))} of the total.`,
    found === null
      ? `We tried to close the distance with ${MOST_MOVES} moves or fewer; none exist that keep every account in reach and nobody else worse off.`
      : `Only ${counted(found.moves.length, 'account changes', 'accounts change')} hands, ${found.relationships === 0 ? 'none of them with a relationship' : `${found.relationships} of them with a relationship to introduce`}; all others stay where they are.`,
  ];
}

function historyIssue(
  { plan, form, accumulators }: FairnessContext,
  one: TerritoryFairness,
): readonly Issue[] {
  if (one.share === 0 || one.sales === 0) return [];
  const off = one.salesShare / one.share - 1;
  if (Math.abs(off) <= form.historyBand) return [];
  const name = territoryName(plan, one.index);
  const low = off < 0;
  const finding = `${name} holds ${percent(one.share)} of the potential and ${percent(one.salesShare)} of the sales so far: history ${low ? 'understates' : 'overstates'} it by ${percent(Math.abs(off), 0)}.`;
  if (!low)
    return [
      {
        code: 'HISTORY_ABOVE_POTENTIAL',
        tone: 'warn',
        subject: at(one),
        title: `${name} sells more than its potential says`,
        finding,
        remedy: rationale(
          'Keep it, and plan for retention: what is sold here is mostly won already, so growth is harder than the past suggests.',
        ),
        talkingPoints: [
          `${percent(one.salesShare)} of all sales come from ${percent(one.share)} of the potential.`,
          'The quota is split by potential, not by what was sold: good work of the past is not punished with a higher number.',
        ],
      },
    ];
  const idle = plan.assignment.reduce(
    (sum, t, row) =>
      sum +
      (t === one.index && accumulators.facts.active[row] === 1 && accumulators.facts.relationship[row] !== 1
        ? 1
        : 0),
    0,
  );
  return [
    {
      code: 'HIGH_POTENTIAL_LOW_HISTORY',
      tone: 'warn',
      subject: at(one),
      title: `${name} has high potential and low history`,
      finding,
      remedy: rationale(
        `Keep it, and give it time: ${counted(idle, 'account has', 'accounts have')} no relationship yet, so the potential has to be opened first. Check that the potential is real before the quota rests on it.`,
      ),
      talkingPoints: [
        `There is more here than was ever sold: ${percent(one.share)} of the potential against ${percent(one.salesShare)} of the sales.`,
        `${counted(idle, 'account is', 'accounts are')} still to be opened; judge the first quarters by meetings and pipeline, not by bookings alone.`,
      ],
    },
  ];
}

function capacityIssue(
  { plan }: FairnessContext,
  problems: ProblemContext,
  one: TerritoryFairness,
): readonly Issue[] {
  if (one.utilisation === null || one.utilisation <= 1) return [];
  const name = territoryName(plan, one.index);
  const fix = relieve(problems, one.index);
  return [
    {
      code: 'OVER_CAPACITY',
      tone: 'bad',
      subject: at(one),
      title: `${name} is more than one person’s work`,
      finding: `${name} uses ${percent(one.utilisation)} of its capacity.`,
      remedy:
        fix === null
          ? rationale(
              'No neighbour has room for what is too much: fewer visits for low tiers, or another rep, would help; moves would only hand the problem on.',
            )
          : { kind: 'adjustment', text: `${fix.label}.`, command: fix.command },
      talkingPoints: [
        `The plan counts ${percent(one.utilisation)} of the hours there are; visits of the lowest tiers are the first to go.`,
        'What is not covered is said here, and not left to be found out at the end of the year.',
      ],
    },
  ];
}

/** Reasons of the accounts that left a territory, most first. */
function whyLeft({ plan }: FairnessContext, index: number): string {
  const counts = new Map<string, number>();
  plan.baseline.forEach((from, row) => {
    if (from !== index || plan.assignment[row] === index) return;
    const word = REASON_WORDS[reasonCode(plan.reason[row] ?? 0)].toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  const sorted = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return named(sorted.map(([word, count]) => `${word} (${count})`));
}

function relationshipIssue(context: FairnessContext, one: TerritoryFairness): readonly Issue[] {
  const { plan } = context;
  const allowed = 1 - plan.policy.disruption.minContinuity;
  if (one.salesLost <= allowed) return [];
  const name = territoryName(plan, one.index);
  return [
    {
      code: 'SALES_HANDED_ON',
      tone: 'warn',
      subject: at(one),
      title: `${name} hands on much of what it built`,
      finding: `${percent(one.salesLost)} of the sales ${name} began the cycle with go to others; ${percent(allowed, 0)} is meant to be the most.`,
      remedy: rationale(
        `The moves have reasons on record: ${whyLeft(context, one.index)}. Keep them with a handover for each relationship, or take single ones back in Design.`,
      ),
      talkingPoints: [
        `Say first which accounts leave and to whom, and that each is introduced in person.`,
        `Credit for what closes within the handover stays a promise to be made before the release, not after it.`,
      ],
    },
  ];
}

function quotaIssues(context: FairnessContext): readonly Issue[] {
  const { plan, quotas, accumulators } = context;
  if (quotas === null) return [];
  return quotaRisks(plan, quotas, accumulators)
    .filter(({ code }) => code !== 'OVER_CAPACITY')
    .map((risk): Issue => {
      const override = risk.code === 'OVERRIDE_FAR';
      return {
        code: `QUOTA_${risk.code}`,
        tone: risk.severity === 'error' ? 'bad' : 'warn',
        subject: { kind: 'territory', index: risk.territory },
        title: `Quota of ${territoryName(plan, risk.territory)}`,
        finding: risk.message,
        remedy: override
          ? {
              kind: 'adjustment',
              text: 'Let the split decide again; the other lines give way to the unit.',
              command: { type: 'clearQuotaOverride', territory: risk.territory },
            }
          : rationale(QUOTA_RATIONALE[risk.code] ?? 'Somebody decides it with the figures beside it.'),
        talkingPoints: [
          'Every line is the target split by potential, plus what was set by hand with a reason; the steps below sum to it.',
        ],
      };
    });
}

const QUOTA_RATIONALE: Readonly<Record<string, string>> = {
  ABOVE_POTENTIAL:
    'Nothing small mends it: the target is larger than the potential carries. Lower the target, or check the potential.',
  HIGH_FOR_POTENTIAL: 'It follows from a line set by hand; keep it only with the reason written beside it.',
  LOW_FOR_POTENTIAL: 'It follows from a line set by hand; keep it only with the reason written beside it.',
  NO_POTENTIAL: 'Set it to 0 until the potential is known, or give the potential.',
  NO_REP: 'Keep the number with the territory and hire against it; nobody’s pay rests on it until then.',
};
