import type { Result } from '../domain/result.ts';

/** What a benchmark is: a name, what it measures, and the figures one run of it gives. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'rows/s' | 'kB' | 'MB' | '%' | 'count' | '×';
  /** What the specification or we ourselves ask for, where there is such a figure. */
  readonly target?: number;
  /** Whether more is better; otherwise less is. */
  readonly moreIsBetter?: boolean;
}

export interface BenchmarkOptions {
  /** Everything there is, for as long as it takes, instead of a choice of it. */
  readonly full: boolean;
  /** Only the cases whose names hold this text; empty for all. */
  readonly only: string;
  /** Minutes a benchmark of many parts may take, where it minds; null for its own. */
  readonly minutes: number | null;
  /** Replaces the table that the documentation keeps. */
  readonly save: boolean;
}

export interface Benchmark {
  readonly name: string;
  readonly summary: string;
  run(options: BenchmarkOptions): Promise<readonly Figure[]>;
}

/** Milliseconds of one call of `body`. */
export async function elapsed(body: () => unknown): Promise<number> {
  const began = performance.now();
  await body();
  return performance.now() - began;
}

/** The middle one of an odd number of values, so that it is one that was measured. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The median of `times` calls, an odd number: among three or more, one that began cold does not count. */
export async function medianElapsed(body: () => unknown, times = 5): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) taken.push(await elapsed(body));
  return median(taken);
}

/** Seconds of processor time this process has used: what a figure would be on a machine that does nothing else. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What a benchmark is about went wrong: there is nothing to measure. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.errors.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  return result.value;
}

export const repository = (): string => process.env['BAILIWICK_REPOSITORY'] ?? process.cwd();

/** Three figures that count: more would pretend to be repeatable. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** Of a figure with a target: whether it is met. */
export const isMet = ({ value, target, moreIsBetter }: Figure): boolean =>
  target === undefined || (moreIsBetter === true ? value >= target : value <= target);
