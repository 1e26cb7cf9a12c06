/** Wrong passphrases cost time: after five in a row each further try waits, twice as long each time, up to a minute. */
import { codedError, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

const FREE_TRIES = 5;
const LONGEST_WAIT_MS = 60_000;

export interface Attempts {
  /** Tries for one key follow one another, so that many at once are not many tries for the price of one. */
  try<T>(key: string, attempt: () => Promise<Result<T>>): Promise<Result<T>>;
}

interface Failures {
  count: number;
  at: number;
}

export function attempts(now: () => number): Attempts {
  const failures = new Map<string, Failures>();
  const queue = new Map<string, Promise<unknown>>();

  const waitFor = (key: string): number => {
    const failed = failures.get(key);
    if (failed === undefined || failed.count < FREE_TRIES) return 0;
    const wait = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (failed.count - FREE_TRIES));
    return Math.max(0, failed.at + wait - now());
  };

  const once = async <T>(key: string, attempt: () => Promise<Result<T>>): Promise<Result<T>> => {
    const retryAfterMs = waitFor(key);
    if (retryAfterMs > 0) {
      const message = `Too many wrong passphrases. Try again in ${Math.ceil(retryAfterMs / 1000)} seconds.`;
      return refuse(codedError('TOO_MANY_ATTEMPTS', message, { retryAfterMs }));
    }
    const result = await attempt();
    if (result.ok) failures.delete(key);
    else if (result.errors.some((error) => error.code === 'WRONG_PASSPHRASE')) {
      failures.set(key, { count: (failures.get(key)?.count ?? 0) + 1, at: now() });
    }
    return result;
  };

  return {
    try(key, attempt) {
      const next = (queue.get(key) ?? Promise.resolve()).then(() => once(key, attempt));
      queue.set(
        key,
        next.catch(() => undefined),
      );
      return next;
    },
  };
}
