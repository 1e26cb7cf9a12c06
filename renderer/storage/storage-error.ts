import type { CodedError } from '../../domain/result.ts';
import { codedError } from '../../domain/result.ts';
import { NewerStore } from './guarded-factory.ts';

/** Everything the store of this browser profile can answer instead of doing what it was asked. */
export type StorageErrorCode =
  | 'STALE_HEAD'
  | 'STORAGE_FULL'
  | 'STORAGE_READ_ONLY'
  | 'STORAGE_NEWER'
  | 'STORAGE_FAILED'
  | 'STORAGE_BLOCKED'
  | 'PLAN_NOT_FOUND'
  | 'PLAN_UNREADABLE'
  | 'EDIT_UNREADABLE'
  | 'ROW_UNREADABLE';
export type StorageError = CodedError<StorageErrorCode>;

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const isNamed = (cause: unknown, name: string): boolean =>
  cause instanceof Error &&
  (cause.name === name || ('inner' in cause && cause.inner !== cause && isNamed(cause.inner, name)));

/** Dexie may wrap what was thrown to it. */
const newerStore = (cause: unknown): NewerStore | null =>
  cause instanceof NewerStore
    ? cause
    : cause instanceof Error && 'inner' in cause && cause.inner !== cause
      ? newerStore(cause.inner)
      : null;

/** Turns what IndexedDB threw into words: full disks are the person's to mend, everything else is said as it is. */
export function storageError(cause: unknown, doing: 'reading' | 'writing'): StorageError {
  if (isNamed(cause, 'QuotaExceededError')) {
    return codedError(
      'STORAGE_FULL',
      'This edit was not saved and not made: the disk, or the space this browser profile may use, is full. ' +
        'Free some space or delete plans you no longer need, then try again. Everything saved before is safe.',
    );
  }
  const newer = newerStore(cause);
  if (newer !== null) return newer.doing === 'write' ? readOnlyError() : newerError();
  const what =
    doing === 'writing'
      ? 'This edit was not saved and not made'
      : 'The plans on this laptop cannot be read now';
  return codedError(
    'STORAGE_FAILED',
    `${what}: the local store answered "${messageOf(cause)}". Try again; if it stays so, restart Bailiwick.`,
  );
}

export const staleHead = (expected: number, found: number): StorageError =>
  codedError(
    'STALE_HEAD',
    `The plan was changed in another window (edit ${found}, this one knew ${expected}).`,
    {
      expected,
      found,
    },
  );

export const readOnlyError = (): StorageError =>
  codedError(
    'STORAGE_READ_ONLY',
    'Nothing can be changed here: a newer Bailiwick has written this store. Update Bailiwick to edit these plans.',
  );

const newerError = (): StorageError =>
  codedError(
    'STORAGE_NEWER',
    'A newer Bailiwick has written this store in a way this one cannot read. Nothing was changed. ' +
      'Update Bailiwick, or go back to the newer one you used.',
  );
