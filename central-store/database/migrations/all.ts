/** Every migration, in order. One that was run anywhere is never changed: a new one follows it. */
import { index } from './0001-index.ts';
import { releaseGuard } from './0002-release-guard.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [index, releaseGuard];
