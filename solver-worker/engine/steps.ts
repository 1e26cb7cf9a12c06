import type { SolverPhase, StoppedBy } from '../contract.ts';

/**
 * The engine is a generator that hands back control every few milliseconds and reads no clock: whoever drives it
 * says how long it has run and whether to stop. So it cancels promptly on any thread, with or without shared memory.
 */
export interface Tick {
  readonly phase: SolverPhase;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly bandsViolated: number | null;
  readonly iteration: number;
}

export interface Slice {
  readonly stop: StoppedBy | null;
  readonly seconds: number;
}

export type Steps<T> = Generator<Tick, T, Slice>;

/** What a run knows of itself; every long loop looks at `stopped` after each pause. */
export class Run {
  phase: SolverPhase = 'candidates';
  objective: number | null = null;
  bound: number | null = null;
  bandsViolated: number | null = null;
  iteration = 0;
  stopped: StoppedBy | null = null;
  seconds = 0;

  *pause(): Steps<boolean> {
    const slice = yield {
      phase: this.stopped === 'cancelled' ? 'stopping' : this.phase,
      objective: this.objective,
      bound: this.bound,
      bandsViolated: this.bandsViolated,
      iteration: this.iteration,
    };
    this.seconds = slice.seconds;
    if (this.stopped === null) this.stopped = slice.stop;
    return this.stopped !== null;
  }
}

/** Items that are looked through between two pauses where each takes well under a microsecond. */
export const ITEMS_A_SLICE = 16_384;

/** Runs steps to their end at one go. */
export function finish<T>(steps: Steps<T>): T {
  let next = steps.next();
  while (!next.done) next = steps.next({ stop: null, seconds: 0 });
  return next.value;
}
