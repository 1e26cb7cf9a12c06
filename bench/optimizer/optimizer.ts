import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, NEVER_CANCELLED } from '../../solver-worker/contract.ts';
import { parseCpmp } from '../../solver-worker/cpmp/cpmp-problem.ts';
import { solveCpmpSteps } from '../../solver-worker/cpmp/solve-cpmp.ts';
import { driveNow } from '../../solver-worker/drive.ts';
import { solveSteps } from '../../solver-worker/engine/solve.ts';
import type { Steps } from '../../solver-worker/engine/steps.ts';
import { parseGap } from '../../solver-worker/gap/gap-problem.ts';
import { solveGapSteps } from '../../solver-worker/gap/solve-gap.ts';
import type { SyntheticPlace } from '../../solver-worker/synthetic-plan.ts';
import { syntheticPlan } from '../../solver-worker/synthetic-plan.ts';
import { decodeGazetteer } from '../../formats/gazetteer/decode-gazetteer.ts';
import type { Benchmark, Figure } from '../benchmark.ts';
import { repository } from '../benchmark.ts';

const SEEDS = [1, 2, 3, 4, 5];
const GAP_SECONDS = 2;

/** Best known values of the instances in test/fixtures/gap; a folder of more may be named by BAILIWICK_INSTANCES. */
const GAP_BEST: Readonly<Record<string, number>> = {
  'gap1-0': 261,
  'gap5-2': 383,
  'gap8-0': 797,
  a10100: 1360,
  c05100: 1931,
  d05100: 6353,
  e05100: 12681,
};

const PLANS = [
  { accounts: 1000, territories: 10, seconds: 0.5, gap: 2 },
  { accounts: 10_000, territories: 50, seconds: 1, gap: 0.5 },
  { accounts: 100_000, territories: 200, seconds: 3, gap: 1 },
];

export const optimizer: Benchmark = {
  name: 'optimizer',
  summary: 'gaps to best known values and to proven bounds, medians over 5 seeds',
  run: () => Promise.resolve([...plans(), ...gapInstances(), ...moreInstances()]),
};

function timed<T>(steps: Steps<T>, limit: number): { answer: T; seconds: number } {
  const now = (): number => performance.now() / 1000;
  const began = now();
  const answer = driveNow(steps, { now, limit, cancel: NEVER_CANCELLED, onProgress: () => undefined });
  return { answer, seconds: now() - began };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

function plans(): Figure[] {
  const places = usPlaces();
  return PLANS.flatMap(({ accounts, territories, seconds, gap }) => {
    const runs = SEEDS.map((seed) => {
      const problem = syntheticPlan({ accounts, territories, seed, places, tolerance: 0.05 });
      const settings = { ...DEFAULT_SETTINGS, iterations: 1e6, wallClockSeconds: seconds };
      return timed(solveSteps(problem, settings), seconds);
    });
    const name = `plan ${accounts} × ${territories}`;
    return [
      {
        name: `${name}: gap to bound`,
        value: 100 * median(runs.map((r) => r.answer.gap)),
        unit: '%',
        target: gap,
      },
      {
        name: `${name}: bands not met`,
        value: median(runs.map((r) => r.answer.bandsViolated)),
        unit: 'count',
        target: 0,
      },
      { name: `${name}: time`, value: median(runs.map((r) => r.seconds)), unit: 's', target: seconds },
    ] satisfies Figure[];
  });
}

function gapFigure(name: string, text: string, best: number): Figure[] {
  const parsed = parseGap(text);
  if (!parsed.ok) return [];
  const gaps = SEEDS.map((seed) => {
    const settings = { seed, millions: 0, seconds: GAP_SECONDS };
    const { answer } = timed(solveGapSteps(parsed.value, settings), GAP_SECONDS);
    return (100 * (answer.objective - best)) / best;
  });
  return [
    {
      name: `GAP ${name}, ${GAP_SECONDS} s`,
      value: median(gaps),
      unit: '%',
      target: name.includes('d') ? 0.6 : 0.15,
    },
  ];
}

function gapInstances(): Figure[] {
  const folder = join(repository(), 'test/fixtures/gap');
  return Object.entries(GAP_BEST).flatMap(([name, best]) =>
    gapFigure(name, readFileSync(join(folder, name), 'utf8'), best),
  );
}

/** Further published instances, where a folder with `gap/` and `cpmp/` and their best-known.csv is at hand. */
function moreInstances(): Figure[] {
  const folder = process.env['BAILIWICK_INSTANCES'];
  if (folder === undefined || !existsSync(folder)) return [];
  const known = (kind: string, column: number): [string, number][] =>
    readFileSync(join(folder, kind, 'best-known.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map((cells) => [cells[0] ?? '', Number(cells[column])]);
  const gap = known('gap', 4).filter(([path]) => /\/[cde]\d/.test(path));
  const cpmp = new Map(known('cpmp', 1));
  return [
    ...gap.flatMap(([path, best]) => gapFigure(path, readFileSync(join(folder, 'gap', path), 'utf8'), best)),
    ...readdirSync(join(folder, 'cpmp')).flatMap((file) => {
      const best = cpmp.get(file);
      return best === undefined ? [] : cpmpFigure(join(folder, 'cpmp', file), file, best);
    }),
  ];
}

function cpmpFigure(path: string, name: string, best: number): Figure[] {
  const parsed = parseCpmp(readFileSync(path, 'utf8'), name.startsWith('cpmp'));
  if (!parsed.ok) return [];
  const seconds = parsed.value.n <= 500 ? 5 : 20;
  const { answer } = timed(solveCpmpSteps(parsed.value, { seed: 1, trials: 0, seconds }), seconds);
  const value = (100 * (answer.objective - best)) / best;
  return [
    { name: `CPMP ${name}, ${seconds} s`, value, unit: '%', target: parsed.value.n <= 500 ? 0.1 : 0.5 },
  ];
}

/** Postal codes of the conterminous United States, as dense as people are. */
function usPlaces(): SyntheticPlace[] {
  const decoded = decodeGazetteer(
    new Uint8Array(readFileSync(join(repository(), 'assets/gazetteer/US.json'))),
  );
  if (!decoded.ok) return [{ lat: 39, lon: -98, weight: 1 }];
  return [...decoded.value.postalCodes.values()]
    .filter(({ lat, lon }) => lat > 24 && lat < 50 && lon > -125 && lon < -66)
    .map(({ lat, lon }) => ({ lat, lon, weight: 1 }));
}
