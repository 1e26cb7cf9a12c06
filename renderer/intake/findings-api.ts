/** Findings as a screen asks for them: groups by rule, and windows of a group. The findings themselves stay in the worker. */
import type { Severity } from '../../domain/intake/finding.ts';
import type { CellValue } from '../../domain/plan/account-table.ts';

export interface RuleGroup {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  /** Findings that wait for a person. */
  readonly open: number;
  /** Of those, the ones that come with a fix. */
  readonly fixable: number;
  readonly skipped: number;
  /** Account rows the open ones touch. */
  readonly accounts: number;
}

/** One changed cell of a proposed fix. */
export interface FixChange {
  readonly account: string;
  readonly field: string;
  readonly before: CellValue;
  readonly after: CellValue;
}

export interface FindingView {
  /** Names the finding across checks: what the worker is asked by, and what a skip is remembered as. */
  readonly key: string;
  readonly rule: string;
  readonly severity: Severity;
  /** 1-based data row of the file, or of the plan; null for the file as a whole. */
  readonly row: number | null;
  /** 0-based; null where the row was rejected. */
  readonly accountRow: number | null;
  readonly moreRows: number;
  readonly account: string;
  readonly place: string;
  readonly field: string | null;
  readonly value: string | null;
  readonly message: string;
  readonly fixLabel: string | null;
  /** The first few cells the fix would change. */
  readonly changes: readonly FixChange[];
  readonly changeCount: number;
  readonly skipped: boolean;
}

export interface FindingRow {
  readonly accountRow: number;
  readonly row: number;
  readonly account: string;
  readonly id: string | null;
  readonly place: string;
  readonly value: CellValue;
}

export interface FindingWindow {
  readonly total: number;
  readonly from: number;
  readonly findings: readonly FindingView[];
}
