/** What is wrong with the data, as data (after OpenStreetMap iD's validations): rule, place, plain words, proposed fix. */
import type { Fix } from './fix.ts';

/** `error`: the row cannot be planned on as it is; `warning`: somebody should look; `info`: what was done or assumed. */
export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** 1-based data rows of the file; the first is the one the finding is about. Empty: the file as a whole. */
  readonly rows: readonly number[];
  /** The same rows in the account table, 0-based; empty where the row was rejected. */
  readonly accountRows: readonly number[];
  readonly field: string | null;
  readonly value: string | null;
  /** What is wrong, what it means, what to do. */
  readonly message: string;
  readonly fix: Fix | null;
}

export const SEVERITIES = ['error', 'warning', 'info'] as const;

export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const count = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) count[finding.severity]++;
  return count;
}
