/** What a benchmark is: a name, what it measures, and the figures one run of it gives. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'rows/s' | 'kB' | 'MB' | '%' | 'count';
  /** What the specification or we ourselves ask for, where there is such a figure. */
  readonly target?: number;
  /** Whether more is better; otherwise less is. */
  readonly moreIsBetter?: boolean;
}

export interface Benchmark {
  readonly name: string;
  readonly summary: string;
  run(): Promise<readonly Figure[]>;
}

/** Milliseconds of one call of `body`. */
export async function elapsed(body: () => unknown): Promise<number> {
  const began = performance.now();
  await body();
  return performance.now() - began;
}

/** The median of `times` calls, after one that warms up; an odd number of times gives a figure that was measured. */
export async function medianElapsed(body: () => unknown, times = 5): Promise<number> {
  await body();
  const taken: number[] = [];
  for (let i = 0; i < times; i++) taken.push(await elapsed(body));
  return taken.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}

export const repository = (): string => process.env['BAILIWICK_REPOSITORY'] ?? process.cwd();

/** Of a figure with a target: whether it is met. */
export const isMet = ({ value, target, moreIsBetter }: Figure): boolean =>
  target === undefined || (moreIsBetter === true ? value >= target : value <= target);
