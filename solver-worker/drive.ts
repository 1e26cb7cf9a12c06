import type { CancelFlag, OnProgress, SolverProgress, StoppedBy } from './contract.ts';
import { gapOf } from './engine/gap.ts';
import type { Slice, Steps, Tick } from './engine/steps.ts';

export interface Drive {
  /** Seconds since any moment. */
  readonly now: () => number;
  readonly limit: number | null;
  readonly cancel: CancelFlag;
  readonly onProgress: OnProgress;
}

/** How long the engine may work before the thread answers its messages; cancelling takes at most this and a slice. */
const BREATHE_EVERY_SECONDS = 0.012;

/** Runs the engine to its end on this thread, without giving the thread back. */
export function driveNow<T>(steps: Steps<T>, drive: Drive): T {
  const start = drive.now();
  const report = reporter(drive.onProgress);
  let next = steps.next();
  while (!next.done) {
    const slice = sliceOf(drive, start);
    report(next.value, slice.seconds);
    next = steps.next(slice);
  }
  return next.value;
}

/** Runs the engine and lets the thread's messages in every few milliseconds, so a cancel message is heard. */
export async function drive<T>(steps: Steps<T>, how: Drive): Promise<T> {
  const start = how.now();
  const report = reporter(how.onProgress);
  let rested = start;
  let next = steps.next();
  while (!next.done) {
    if (how.now() - rested > BREATHE_EVERY_SECONDS) {
      await breathe();
      rested = how.now();
    }
    const slice = sliceOf(how, start);
    report(next.value, slice.seconds);
    next = steps.next(slice);
  }
  return next.value;
}

function sliceOf(how: Drive, start: number): Slice {
  const seconds = how.now() - start;
  let stop: StoppedBy | null = null;
  if (how.cancel.cancelled()) stop = 'cancelled';
  else if (how.limit !== null && seconds >= how.limit) stop = 'wall-clock';
  return { stop, seconds };
}

/** Passes on what changed, and otherwise at most ten times a second. */
function reporter(onProgress: OnProgress): (tick: Tick, seconds: number) => void {
  let last = '';
  let lastSeconds = -1;
  return (tick, seconds) => {
    const key = `${tick.phase} ${tick.objective} ${tick.bound}`;
    if (key === last && seconds - lastSeconds < 0.1) return;
    last = key;
    lastSeconds = seconds;
    onProgress(progressOf(tick, seconds));
  };
}

function progressOf(tick: Tick, seconds: number): SolverProgress {
  const { objective, bound } = tick;
  const gap = objective === null || bound === null ? null : gapOf(objective, bound);
  return { ...tick, gap, seconds };
}

/** One turn of the event loop. A message channel, because timers are held back by 4 ms in browsers. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
