/** How could territories be cut? Configurations side by side by five lines, one recommended, the others with what they trade (ledger DSN-08, SCN-02…04). */
import type { OptionFigures } from '../advice/recommend.ts';
import { recommend } from '../advice/recommend.ts';
import type { Accumulators } from '../measures/accumulators.ts';
import { accumulate, totalOf } from '../measures/accumulators.ts';
import { coverage } from '../measures/coverage.ts';
import { cv, populationSd } from '../measures/inequality.ts';
import type { MeasureContext } from '../measures/measure.ts';
import { measurePlan } from '../measures/measure-plan.ts';
import { liveSums } from '../measures/territories.ts';
import { travelHours } from '../measures/travel-hours.ts';
import { fixed, percent, potentialText, shortLabel } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import { UNASSIGNED } from '../plan/plan.ts';
import type { Answer, AnswerTable, Cell, Missing, Section } from './answer.ts';
import { confidenceOf } from './confidence.ts';
import { aboutPlan, measureText, policySources, textCell } from './evidence.ts';
import {
  activeRows,
  missingAccounts,
  missingBaseline,
  missingInputs,
  missingReps,
  missingTerritories,
} from './missing.ts';

/** A cut that somebody (the optimizer, mostly) has made of the plan. */
export interface Configuration {
  readonly label: string;
  /** What it is cut by, in words. */
  readonly cutBy: string;
  /** Territory of every account row. */
  readonly assignment: Int32Array;
  /** Mean pairing of reps and territories, 0..1: strengths, relationships and the way from home (DSN-15); null where it cannot be said. */
  readonly repFit: number | null;
}

export const FEWEST_CONFIGURATIONS = 3;

interface Judged extends Configuration {
  readonly context: MeasureContext;
  readonly option: OptionFigures;
}

export function howToCut(
  plan: Plan,
  configurations: readonly Configuration[],
  accumulators: Accumulators = accumulate(plan),
): Answer {
  const fitting = configurations.filter(({ assignment }) => assignment.length === plan.accounts.rowCount);
  const judged = fitting.map((configuration) => judge(plan, configuration));
  const found = recommend(judged.map(({ option }) => option));
  const now: Configuration = { label: 'As it is', cutBy: '', assignment: plan.assignment, repFit: null };
  const best = found === null ? null : (judged[found.best] ?? null);
  return {
    question: 'configurations',
    title: 'How could territories be cut?',
    about: aboutPlan(plan),
    verdict:
      best === null || found === null
        ? {
            tone: 'none',
            text: 'No configuration has been built yet. Choose three ways or more, and build them.',
          }
        : { tone: 'good', text: `We would take “${best.label}”. ${found.because}` },
    summary:
      found === null
        ? []
        : judged.flatMap(({ label }, i) =>
            i === found.best ? [] : [`${label}: ${found.tradeOffs[i] ?? ''}`],
          ),
    missing: [
      ...missingAccounts(accumulators.facts),
      ...missingTerritories(plan),
      ...missingBaseline(accumulators),
      ...missingReps(plan),
      ...missingInputs(accumulators.facts),
      ...tooFew(fitting.length),
    ],
    sections:
      best === null || found === null
        ? []
        : sectionsOf([...judged, judge(plan, now)], found.best, found.tradeOffs),
    confidence: confidenceOf(plan, activeRows(accumulators.facts), [], {
      count: accumulators.facts.activeCount,
      words: ['account', 'accounts'],
    }),
    rule: {
      statement:
        'Every configuration is measured by the same measures as the plan. The one that meets most targets is taken; where several meet as many, the one that moves fewest accounts, and then the one with least travel.',
      parts: [
        ['Accounts and potential a rep', 'counted from the accounts of each territory'],
        ['Spread of potential', 'population standard deviation over territories, and over their mean'],
        ['Coherence', 'estimated travel a rep, and accounts reached in the time of their tier'],
        ['Complexity of change', 'accounts that leave the territory they are in today'],
        ['Rep fit', 'mean of the best pairing: strengths 40%, relationships 40%, nearness to home 20%'],
      ],
    },
    sources: [
      ...policySources(plan, [
        'targets.balanceTolerance',
        'targets.potentialCv',
        'targets.coverage',
        'disruption.maxMovedShare',
      ]),
      { kind: 'data', label: 'Configurations compared', value: fixed(fitting.length, 0) },
    ],
  };
}

const tooFew = (count: number): readonly Missing[] =>
  count === 0 || count >= FEWEST_CONFIGURATIONS
    ? []
    : [
        {
          what: `${fixed(FEWEST_CONFIGURATIONS - count, 0)} more configurations to compare`,
          effect: 'Fewer than three say little about what could be.',
          doThis: 'Choose more ways to cut, and build again.',
        },
      ];

function judge(plan: Plan, configuration: Configuration): Judged {
  const cut: Plan = { ...plan, assignment: configuration.assignment };
  const context = { plan: cut, accumulators: accumulate(cut) };
  const measured = measurePlan(context);
  const labels = (...statuses: readonly string[]): readonly string[] =>
    measured
      .filter(({ result }) => statuses.includes(result.status))
      .map(({ measure }) => shortLabel(measure.label));
  let [moves, held] = [0, 0];
  plan.assignment.forEach((from, row) => {
    if (from === UNASSIGNED) return;
    held++;
    if (configuration.assignment[row] !== from) moves++;
  });
  return {
    ...configuration,
    context,
    option: {
      label: configuration.label,
      met: labels('pass'),
      missed: labels('fail', 'warn'),
      moves,
      movedShare: held === 0 ? 0 : moves / held,
      travel: totalOf(context.accumulators, 'travelHours'),
    },
  };
}

function sectionsOf(
  judged: readonly Judged[],
  best: number,
  tradeOffs: readonly string[],
): readonly Section[] {
  return [
    { title: 'Side by side', blocks: [sideBySide(judged, best)] },
    { title: 'Targets met and missed', blocks: [targetTable(judged)] },
    {
      title: 'What each other one trades',
      blocks: [
        {
          kind: 'table',
          columns: [
            { header: 'Configuration', kind: 'text' },
            { header: 'Against the recommended one', kind: 'prose' },
          ],
          rows: judged.flatMap(({ label }, i): readonly (readonly Cell[])[] =>
            i === best || i >= tradeOffs.length ? [] : [[textCell(label), textCell(tradeOffs[i] ?? '')]],
          ),
          empty: 'There is no other.',
        },
      ],
    },
  ];
}

const range = (values: readonly number[], words: (value: number) => string): string =>
  values.length === 0 ? '–' : `${words(Math.min(...values))} to ${words(Math.max(...values))}`;

/** The five evaluation lines (SCN-02). */
function sideBySide(judged: readonly Judged[], best: number): AnswerTable {
  const line = (name: string, of: (one: Judged) => string): readonly Cell[] => [
    textCell(name),
    ...judged.map((one) => textCell(of(one))),
  ];
  const measured = (one: Judged, measure: typeof coverage): string => {
    const { value } = measure.compute(one.context);
    return value === null ? 'not known' : measureText(value, measure.unit);
  };
  return {
    kind: 'table',
    columns: [
      { header: 'Evaluated by', kind: 'text' },
      ...judged.map(({ label }, i) => ({
        header: i === best ? `${label} (recommended)` : label,
        kind: 'prose' as const,
      })),
    ],
    rows: [
      line('Cut by', ({ cutBy }) => cutBy || '–'),
      line('1. Accounts a rep', ({ context }) =>
        range(liveSums(context, 'count'), (value) => fixed(value, 0)),
      ),
      line('1. Potential a rep', ({ context }) =>
        range(liveSums(context, 'potential'), (value) => potentialText(context.plan.potentialUnit, value)),
      ),
      line('2. Standard deviation of potential', ({ context }) => {
        const potential = liveSums(context, 'potential');
        return `${potentialText(context.plan.potentialUnit, populationSd(potential))} (${percent(cv(potential))} of the mean)`;
      }),
      line(
        '3. Coherence',
        (one) => `${measured(one, travelHours)} of travel a rep, ${measured(one, coverage)} reached in time`,
      ),
      line(
        '4. Complexity of change',
        ({ option }) => `${fixed(option.moves, 0)} accounts move (${percent(option.movedShare)})`,
      ),
      line('5. Rep fit', ({ repFit }) => (repFit === null ? '–' : `${fixed(repFit, 2)} of 1`)),
    ],
    empty: '',
  };
}

function targetTable(judged: readonly Judged[]): AnswerTable {
  return {
    kind: 'table',
    columns: [
      { header: 'Configuration', kind: 'text' },
      { header: 'Met', kind: 'figure' },
      { header: 'Of', kind: 'figure' },
      { header: 'Missed', kind: 'prose' },
    ],
    rows: judged.map(({ label, option: { met, missed } }) => [
      textCell(label),
      { text: fixed(met.length, 0), value: met.length },
      { text: fixed(met.length + missed.length, 0), value: met.length + missed.length },
      textCell(missed.join(', ') || 'none'),
    ]),
    empty: '',
  };
}
