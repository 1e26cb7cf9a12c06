/** One bad line for each wall, and what must be said about it. A wall without a line here is paint. */
export interface Planted {
  /** Room the line is planted in. */
  readonly room: string;
  readonly code: string;
  /** Part of the lint's message, or `TSnnnn` of the compiler. */
  readonly says: string;
}

const brand = (room: string): string =>
  `import { ok } from '../${room}/planted-target.ts';\nexport const x = ok;`;
const node = "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;";
const screen = "import { useState } from 'react';\nexport const x = useState;";
const shell = "import { app } from 'electron';\nexport const x = app;";

const neighbours = (room: string, others: readonly string[], says: string): Planted[] =>
  others.map((other) => ({ room, code: brand(other), says }));

export const lintPlants: readonly Planted[] = [
  ...neighbours(
    'domain',
    ['formats', 'solver-worker', 'renderer', 'workstation', 'electron', 'cli', 'test', 'bench'],
    'domain imports nobody',
  ),
  { room: 'domain', code: node, says: 'domain is pure: it uses no package' },
  { room: 'domain', code: screen, says: 'domain is pure: it uses no package' },
  { room: 'domain', code: "export * from 'd3-delaunay';", says: 'domain is pure: it uses no package' },
  { room: 'domain', code: 'export const x = Date.now();', says: 'domain is pure: pass the clock in' },
  { room: 'domain', code: 'export const x = new Date();', says: 'pass the time in' },
  { room: 'domain', code: 'export const x = Date();', says: 'pass the time in' },
  { room: 'domain', code: 'export const x = Math.random();', says: 'domain is pure: pass the seed in' },
  { room: 'domain', code: 'export const x = crypto.randomUUID();', says: 'domain is pure: pass the hash' },
  { room: 'domain', code: 'export const x = performance.now();', says: 'domain is pure: pass the time in' },
  { room: 'domain', code: "export const x = fetch('/');", says: 'domain is pure: pass the data in' },
  { room: 'domain', code: 'console.log(1);\nexport {};', says: 'domain is pure: answer findings' },
  { room: 'domain', code: 'export const x = globalThis;', says: 'domain is pure: nothing of the machine' },
  {
    room: 'domain',
    code: "export const x = 'a'.localeCompare('b');",
    says: 'name the locale of localeCompare',
  },
  {
    room: 'domain',
    code: 'export const x = (1).toLocaleString();',
    says: 'name the locale of toLocaleString',
  },

  ...neighbours(
    'formats',
    ['solver-worker', 'renderer', 'workstation', 'electron', 'cli'],
    'formats imports domain alone',
  ),
  { room: 'formats', code: node, says: 'formats runs in the page too' },
  { room: 'formats', code: screen, says: 'formats has no screen' },

  ...neighbours(
    'solver-worker',
    ['formats', 'renderer', 'workstation', 'electron', 'cli'],
    'solver-worker imports domain alone',
  ),
  { room: 'solver-worker', code: screen, says: 'the optimizer has no screen' },
  {
    room: 'solver-worker',
    code: 'export const x = Math.random();',
    says: 'the same seed must give the same bytes',
  },
  { room: 'solver-worker', code: 'export const x = new Date();', says: 'pass the time in' },

  ...neighbours(
    'renderer',
    ['electron', 'cli', 'test', 'bench'],
    'renderer imports domain, formats and the contracts',
  ),
  ...neighbours('renderer', ['solver-worker', 'workstation'], 'rooms meet only at a contract.ts'),
  { room: 'renderer', code: node, says: 'the page has no machine under it' },
  { room: 'renderer', code: shell, says: 'the page has no machine under it' },

  ...neighbours(
    'workstation',
    ['solver-worker', 'renderer', 'electron', 'cli'],
    'workstation imports domain and formats alone',
  ),
  { room: 'workstation', code: shell, says: 'workstation is plain Node' },
  { room: 'workstation', code: screen, says: 'workstation has no screen' },

  ...neighbours(
    'central-store',
    ['solver-worker', 'renderer', 'workstation', 'electron', 'cli'],
    'central-store imports domain and formats alone',
  ),
  { room: 'central-store', code: screen, says: 'the store has no screen' },

  ...neighbours('electron', ['formats', 'solver-worker', 'renderer', 'cli'], 'the shell is thin wiring'),
  { room: 'electron', code: screen, says: 'the shell has no screen of its own' },

  ...neighbours(
    'cli',
    ['renderer', 'electron', 'test', 'bench'],
    'cli imports domain, formats, solver-worker',
  ),
  { room: 'cli', code: shell, says: 'the command line has no window' },

  { room: 'domain', code: "export const x: any = 'text';", says: 'Unexpected `any`' },
  {
    room: 'cli',
    code: 'const work = async (): Promise<void> => {};\nwork();\nexport {};',
    says: 'Promises must be awaited',
  },
];

/** What each room's own tsconfig must not let through: globals and modules of an environment that is not its own. */
export const compilerPlants: readonly Planted[] = [
  { room: 'domain', code: 'export const x = document.title;', says: 'TS2584' },
  { room: 'domain', code: 'export const x = process.pid;', says: 'TS2591' },
  { room: 'domain', code: node, says: 'TS2591' },
  { room: 'domain', code: 'setTimeout(() => {}, 1);\nexport {};', says: 'TS2304' },
  { room: 'formats', code: 'export const x = document.title;', says: 'TS2584' },
  { room: 'formats', code: 'export const x = process.pid;', says: 'TS2591' },
  { room: 'solver-worker', code: 'export const x = document.title;', says: 'TS2584' },
  { room: 'solver-worker', code: 'export const x = window.name;', says: 'TS2304' },
  { room: 'solver-worker', code: node, says: 'TS2591' },
  { room: 'formats', code: node, says: 'TS2591' },
  { room: 'workstation', code: 'export const x = document.title;', says: 'TS2584' },
  { room: 'central-store', code: 'export const x = document.title;', says: 'TS2584' },
  { room: 'electron', code: 'export const x = document.title;', says: 'TS2584' },
  { room: 'cli', code: 'export const x = document.title;', says: 'TS2584' },
  { room: 'cli', code: 'export const x: string = [1][0];', says: 'TS2322' },
  { room: 'domain', code: 'export const x: { a?: string } = { a: undefined };', says: 'TS2375' },
  { room: 'domain', code: 'export enum X { A }', says: 'TS1294' },
];
