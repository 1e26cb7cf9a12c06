import type { Figure } from '../benchmark.ts';
import { median } from '../benchmark.ts';
import type { Case } from './cases.ts';
import type { Outcome } from './outcome.ts';
import { OURS } from './solvers.ts';

export interface CaseResult {
  readonly case: Case;
  /** By solver, one outcome a seed. */
  readonly outcomes: ReadonlyMap<string, readonly Outcome[]>;
}

/** What a gap is measured from: the best known value, else the best bound that this run proved for the seed's instance. */
function reference({ case: { best }, outcomes }: CaseResult, seed: number): number {
  if (best !== null) return best;
  const bounds = [...outcomes.values()].map((list) => list[seed]?.bound ?? -Infinity);
  return Math.max(...bounds);
}

const gapOf = (result: CaseResult, outcome: Outcome, seed: number): number => {
  const from = reference(result, seed);
  if (outcome.objective === null || !(from > 0)) return Infinity;
  return (100 * (outcome.objective - from)) / from;
};

/** Seconds of a peer over the seconds in which we had an answer as good; null where we or it never had one. */
function timeRatio(result: CaseResult, outcome: Outcome, seed: number): number | null {
  const ours = result.outcomes.get(OURS)?.[seed];
  const { objective } = outcome;
  if (ours === undefined || objective === null || outcome.broken > 0) return null;
  const reached = ours.trace.find(([, value]) => value <= objective + 1e-9);
  return reached === undefined ? null : outcome.seconds / Math.max(0.001, reached[0]);
}

export interface Row {
  readonly name: string;
  readonly family: string;
  readonly allowed: number;
  readonly solver: string;
  readonly seeds: number;
  /** Median in percent; Infinity without an answer. */
  readonly gap: number;
  readonly worst: number;
  readonly goal: number | null;
  readonly fromBound: boolean;
  readonly broken: number;
  readonly seconds: number;
  readonly ratio: number | null;
  readonly peakMb: number;
  readonly note: string;
}

export function rowsOf(result: CaseResult): Row[] {
  return [...result.outcomes].map(([solver, outcomes]): Row => {
    const gaps = outcomes.map((outcome, seed) => gapOf(result, outcome, seed));
    const ratios = outcomes.map((outcome, seed) => timeRatio(result, outcome, seed));
    const known = ratios.filter((ratio) => ratio !== null);
    return {
      name: result.case.name,
      family: result.case.family,
      allowed: result.case.seconds,
      solver,
      seeds: outcomes.length,
      gap: median(gaps),
      worst: Math.max(...gaps),
      goal: solver === OURS ? result.case.goal : null,
      fromBound: result.case.best === null,
      broken: median(outcomes.map(({ broken }) => broken)),
      seconds: median(outcomes.map(({ seconds }) => seconds)),
      ratio: solver === OURS || known.length === 0 ? null : median(known),
      peakMb: Math.max(...outcomes.map(({ peakMb }) => peakMb)),
      note: outcomes.find(({ note }) => note !== '')?.note ?? '',
    };
  });
}

const percent = (value: number): string => (Number.isFinite(value) ? `${value.toFixed(2)}%` : '–');

/** Our own gaps by family: of each instance the median over its seeds. */
function familiesOf(rows: readonly Row[]): string[] {
  const families = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.solver !== OURS) continue;
    families.set(row.family, [...(families.get(row.family) ?? []), row]);
  }
  const lines = [...families].map(([family, list]) => {
    const gaps = list.map(({ gap }) => gap);
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
    const goals = [...new Set(list.flatMap(({ goal }) => (goal === null ? [] : [`${goal}%`])))];
    const cells = [
      family,
      list.length,
      percent(mean),
      percent(Math.max(...gaps)),
      percent(Math.max(...list.map(({ worst }) => worst))),
      goals.join(', '),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| Family | Instances | Gap, mean | Worst instance | Worst run | Goal |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ];
}

export function markdownOf(rows: readonly Row[], heading: string): string {
  const head = [
    '| Instance | Time | Solver | Seeds | Gap, median | Worst | Goal | Bands open | Took | Its time ÷ ours to as good | Memory | Note |',
    '| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
  ];
  const lines = rows.map((row) => {
    const cells = [
      `${row.name}${row.fromBound ? ' †' : ''}`,
      `${row.allowed} s`,
      row.solver,
      row.note.startsWith('not tried') ? '' : String(row.seeds),
      percent(row.gap),
      row.seeds > 1 ? percent(row.worst) : '',
      row.goal === null ? '' : `${row.goal}%`,
      row.name.includes('×') && Number.isFinite(row.gap) ? String(row.broken) : '',
      row.note.startsWith('not tried') ? '' : `${row.seconds.toFixed(1)} s`,
      row.ratio === null ? '' : `${row.ratio.toPrecision(2)} ×`,
      row.peakMb === 0 ? '' : `${row.peakMb} MB`,
      row.note,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return `${heading}\n\n${familiesOf(rows).join('\n')}\n\n${[...head, ...lines].join('\n')}\n\n† gap to the best bound proven in the run; the others to the best published value.\n`;
}

export const figuresOf = (rows: readonly Row[]): Figure[] =>
  rows
    .filter(({ solver }) => solver === OURS)
    .flatMap((row): Figure[] => [
      {
        name: `${row.name}, ${row.allowed} s`,
        value: Number(row.gap.toFixed(3)),
        unit: '%',
        ...(row.goal === null ? {} : { target: row.goal }),
      },
    ]);
