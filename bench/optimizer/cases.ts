import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCpmp } from '../../solver-worker/cpmp/cpmp-problem.ts';
import type { CpmpProblem } from '../../solver-worker/cpmp/cpmp-problem.ts';
import type { SolverProblem } from '../../solver-worker/contract.ts';
import { parseGap } from '../../solver-worker/gap/gap-problem.ts';
import type { GapProblem } from '../../solver-worker/gap/gap-problem.ts';
import { randomCpmp, randomGap } from '../../solver-worker/synthetic-instances.ts';
import type { GapFamily } from '../../solver-worker/synthetic-instances.ts';
import { must, repository } from '../benchmark.ts';
import { hospitalPlan, nationalPlan, placesPlan } from './plans.ts';

export type Instance =
  | { readonly kind: 'gap'; readonly problem: GapProblem }
  | { readonly kind: 'cpmp'; readonly problem: CpmpProblem }
  | { readonly kind: 'plan'; readonly problem: SolverProblem };

/** One row group of the table: an instance, the time everybody gets, and what is asked of us. */
export interface Case {
  readonly name: string;
  /** What its figures are summed up with. */
  readonly family: string;
  readonly seconds: number;
  /** Seconds that starting a process, reading and judging take. */
  readonly overhead: number;
  /** Gap asked for, in percent: to the best known value where there is one, else to the best bound of the run. */
  readonly goal: number | null;
  readonly best: number | null;
  /** Not in the short run. */
  readonly fullOnly: boolean;
  readonly load: (seed: number) => Instance;
}

/**
 * Plans, GAP and CPMP instances, the quick ones first; those of a folder of published instances included where
 * BAILIWICK_INSTANCES names one or it lies beside the repository.
 */
export function allCases(): Case[] {
  const folder = process.env['BAILIWICK_INSTANCES'] ?? join(repository(), '../shared/bench');
  const there = KINDS.every((kind) => existsSync(join(folder, kind, BEST_KNOWN))) ? folder : null;
  return [...planCases(there), ...gapCases(there), ...cpmpCases(there)].sort(byTime);
}

const KINDS = ['gap', 'cpmp'] as const;
const BEST_KNOWN = 'best-known.csv';

/** Plans stay in front; among the others what takes long comes last, so that a run that must end early loses least. */
const byTime = (a: Case, b: Case): number =>
  Number(b.family.startsWith('plan')) - Number(a.family.startsWith('plan')) ||
  (a.family.startsWith('plan') ? 0 : a.seconds - b.seconds);

const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

const goalOf = (family: string): number => (family === 'd' ? 0.6 : 0.15);

function gapCase(name: string, best: number | null, load: Case['load'], brief: boolean): Case[] {
  const family = /([cde])\d/.exec(name)?.[1] ?? 'c';
  const at = (seconds: number, goal: number, fullOnly: boolean): Case => ({
    name,
    family: `GAP ${family.toUpperCase()}, ${seconds} s`,
    seconds,
    overhead: 0.7,
    goal,
    best,
    fullOnly,
    load,
  });
  return [at(2, goalOf(family), !brief), at(30, 0.1, !BRIEF_LONG.has(name.split('/').at(-1) ?? name))];
}

/** Of the published instances, those of the short run: small, tight and large of each family. */
const BRIEF = new Set(['c20100', 'c20400', 'd20100', 'd20400', 'd401600', 'e20100', 'e20400']);
const BRIEF_LONG = new Set(['d20100']);

/** Kept in the repository under their licence. */
const KEPT: Readonly<Record<string, number>> = {
  c05100: 1931,
  c20100: 1243,
  d05100: 6353,
  d20100: 6185,
  e05100: 12_681,
  e20100: 8436,
};

function gapCases(folder: string | null): Case[] {
  const published =
    folder === null
      ? Object.entries(KEPT).map(([name, best]) => ({
          name,
          best,
          text: () => read(repository(), 'test/fixtures/gap', name),
        }))
      : bestKnown(folder, 'gap', 4)
          .filter(([path]) => /\/[cde]\d/.test(path))
          .map(([path, best]) => ({
            name: path.split('/').at(-1) ?? path,
            best,
            text: () => read(folder, 'gap', path),
          }));
  const random = (['c', 'd', 'e'] as const).flatMap((family: GapFamily) =>
    [
      [20, 100],
      [20, 400],
    ].flatMap(([agents = 0, jobs = 0]) =>
      gapCase(
        `random ${family}${agents}${jobs}`,
        null,
        (seed) => ({ kind: 'gap', problem: randomGap(family, agents, jobs, 1000 + seed) }),
        jobs === 100,
      ),
    ),
  );
  return [
    ...published.flatMap(({ name, best, text }) =>
      gapCase(name, best, () => ({ kind: 'gap', problem: must(parseGap(text())) }), BRIEF.has(name)),
    ),
    ...random,
  ];
}

const BRIEF_CPMP = new Set(['SJC2.dat', 'SJC3a.dat', 'lin318_040.txt', 'u724_075.txt', 'fnl4461_0100.txt']);

function cpmpCases(folder: string | null): Case[] {
  const secondsOf = (n: number): number => (n <= 500 ? 5 : 20);
  const familyOf = (n: number): string => (n <= 500 ? 'CPMP n ≤ 500, 5 s' : 'CPMP n ≤ 4461, 20 s');
  const published =
    folder === null
      ? []
      : bestKnown(folder, 'cpmp', 1).map(([file, best]): Case => {
          const text = read(folder, 'cpmp', file);
          const n = Number(text.trim().split(/\s/, 1)[0]);
          return {
            name: file.replace(/\..*/, ''),
            family: familyOf(n),
            seconds: secondsOf(n),
            overhead: 0.8,
            goal: file.startsWith('p3038') ? null : n <= 500 ? 0.1 : 0.5,
            best,
            fullOnly: !BRIEF_CPMP.has(file),
            load: () => ({ kind: 'cpmp', problem: must(parseCpmp(text, file.startsWith('cpmp'))) }),
          };
        });
  const random = (['uniform', 'towns'] as const).flatMap((places) =>
    [
      [300, 30],
      [1000, 50],
    ].map(([n = 0, p = 0]): Case => ({
      name: `random ${places} ${n}×${p}`,
      family: `${familyOf(n)}, random`,
      seconds: secondsOf(n),
      overhead: 0.8,
      goal: null,
      best: null,
      fullOnly: n > 300,
      load: (seed) => ({ kind: 'cpmp', problem: randomCpmp({ n, p, places, fill: 0.9, seed }) }),
    })),
  );
  return [...published, ...random];
}

function planCases(folder: string | null): Case[] {
  const national = (
    accounts: number,
    territories: number,
    seconds: number,
    goal: number | null,
    size: string,
  ): Case => ({
    name: `plan ${size}`,
    family: `plan ${size}, ${seconds} s`,
    seconds,
    overhead: 1.5 + accounts / 200_000,
    goal,
    best: null,
    fullOnly: false,
    load: (seed) => ({ kind: 'plan', problem: nationalPlan(accounts, territories, seed) }),
  });
  const real: Case[] = [
    {
      name: 'hospitals × 40',
      family: 'plan hospitals × 40, 1 s',
      seconds: 1,
      overhead: 1,
      goal: 0.5,
      best: null,
      fullOnly: false,
      load: (seed) => ({ kind: 'plan', problem: hospitalPlan(40, seed) }),
    },
  ];
  if (folder !== null) {
    real.push({
      name: 'us_places × 50',
      family: 'plan us_places × 50, 1 s',
      seconds: 1,
      overhead: 1,
      goal: 0.5,
      best: null,
      fullOnly: false,
      load: (seed) => ({ kind: 'plan', problem: placesPlan(read(folder, 'real/us_places.csv'), 50, seed) }),
    });
  }
  return [
    national(1000, 10, 1, null, '1k × 10'),
    ...real,
    national(10_000, 50, 1, 0.5, '10k × 50'),
    national(100_000, 200, 3, 1, '100k × 200'),
    national(1_000_000, 500, 15, 3, '1M × 500'),
  ];
}

function bestKnown(folder: string, kind: string, column: number): [string, number][] {
  return read(folder, kind, BEST_KNOWN)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map((cells) => [cells[0] ?? '', Number(cells[column])]);
}
