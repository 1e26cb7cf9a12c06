import { spawn } from 'node:child_process';
import { allCases } from './cases.ts';
import { judged } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { solvers } from './solvers.ts';

/** One solver on one instance, done in a process of its own: WebAssembly that aborts or memory that runs out ends that alone. */
export interface Task {
  readonly case: string;
  readonly solver: string;
  readonly seconds: number;
  readonly seed: number;
}

/** The first argument that makes the benchmark do one task instead. */
export const TASK = '--task';

const MARK = 'outcome ';

/** Does the task and prints its outcome. */
export async function runTask(json: string): Promise<number> {
  const task = JSON.parse(json) as Task;
  const found = allCases().find(({ name, seconds }) => name === task.case && seconds === task.seconds);
  const solve = solvers[task.solver];
  if (found === undefined || solve === undefined) return 2;
  const instance = found.load(task.seed);
  const began = performance.now();
  const solved = await solve(instance, task.seconds, task.seed);
  const outcome = judged(instance, solved, (performance.now() - began) / 1000);
  process.stdout.write(`\n${MARK}${JSON.stringify(outcome)}\n`);
  return 0;
}

/** How long a solver may take before it is ended: reading a large program may count twice its time. */
const patience = (seconds: number, left: number): number =>
  1000 * Math.min(2 * seconds + 30, Math.max(left, seconds) + 15);

/** The outcome of a task; an ended, aborted or silent process is an outcome too. `left` is what is left of the whole run. */
export function outcomeOf(task: Task, left: number): Promise<Outcome> {
  const began = performance.now();
  const most = patience(task.seconds, left);
  return new Promise((resolve) => {
    const none = (note: string): Outcome => ({
      objective: null,
      bound: null,
      broken: 0,
      seconds: (performance.now() - began) / 1000,
      peakMb: 0,
      trace: [],
      note,
    });
    const child = spawn(process.execPath, [process.argv[1] ?? '', TASK, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let said = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, most);
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-4000)));
    child.on('error', (cause) => resolve(none(cause.message)));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const line = out.split('\n').find((text) => text.startsWith(MARK));
      if (line !== undefined) return resolve(JSON.parse(line.slice(MARK.length)) as Outcome);
      if (late) return resolve(none(`ended after ${Math.round(most / 1000)} s`));
      const why = /^\w*(Error|Abort)\w*:? ?.*$/m.exec(said)?.[0] ?? signal ?? `exit code ${code}`;
      resolve(none(`failed: ${why.slice(0, 80)}`));
    });
  });
}
