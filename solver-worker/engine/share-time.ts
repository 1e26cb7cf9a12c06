import type { Slice, Steps } from './steps.ts';

/** Runs steps inside a larger run, but only until `until` seconds of that run. */
export function* untilSeconds<T>(steps: Steps<T>, until: number): Steps<T> {
  let next = steps.next();
  while (!next.done) {
    const slice: Slice = yield next.value;
    const late = slice.stop === null && slice.seconds >= until;
    next = steps.next(late ? { ...slice, stop: 'wall-clock' } : slice);
  }
  return next.value;
}
