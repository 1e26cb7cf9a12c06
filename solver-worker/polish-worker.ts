/** HiGHS in a worker of its own: it cannot be interrupted, so whoever asked ends the worker instead. */
import { expose } from 'comlink';
import loadHighs from 'highs';
import type { SolverAnswer, SolverProblem, SolverSettings } from './contract.ts';
import { polish } from './polish.ts';
import type { Polished } from './polish.ts';

export interface PolishWorker {
  /** `wasm` is where the page serves highs.wasm. */
  polish(
    wasm: string,
    problem: SolverProblem,
    settings: SolverSettings,
    answer: SolverAnswer,
    seconds: number,
  ): Promise<Polished | null>;
}

const worker: PolishWorker = {
  async polish(wasm, problem, settings, answer, seconds) {
    const highs = await loadHighs({ locateFile: () => wasm });
    return polish(highs, problem, settings, answer, seconds);
  },
};

expose(worker);
