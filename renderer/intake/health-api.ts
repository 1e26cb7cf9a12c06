/** What the worker says about the accounts of a plan, and what it is told about them. */
import type { GeoPrecision } from '../../domain/intake/intake-result.ts';
import type { Scorecard } from '../../domain/intake/scorecard.ts';
import type { AccountField, CellValue } from '../../domain/plan/account-table.ts';
import type { RuleGroup } from './findings-api.ts';

/** What a check may know beside the plan. */
export interface CheckSetting {
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Where `gazetteer/US.json` and its like lie. */
  readonly assetsUrl: string;
}

/** What a person decided about findings and pairs; it outlives the check. */
export interface Decisions {
  /** Keys of findings that are to stay as they are. */
  readonly skipped: readonly string[];
  /** `pairKey`s that are two accounts, not one. */
  readonly notSame: readonly string[];
}

export interface HealthReport {
  /** Counts up with every check: findings asked for by position belong to one check. */
  readonly check: number;
  readonly scorecard: Scorecard;
  readonly groups: readonly RuleGroup[];
  readonly geocoded: Readonly<Record<GeoPrecision, number>>;
  /** Accounts that take part in planning, and those that do not, by why. */
  readonly active: number;
  readonly closed: number;
  readonly excluded: number;
  readonly merged: number;
  readonly reserved: number;
  /** Pairs that wait for a person. */
  readonly pairs: number;
  readonly milliseconds: number;
}

export interface PairView {
  /** Names the pair across checks. */
  readonly key: string;
  readonly a: number;
  readonly b: number;
  readonly score: number;
  readonly because: readonly string[];
  readonly nameA: string;
  readonly nameB: string;
  readonly place: string;
}

export interface PairField {
  readonly field: AccountField;
  readonly a: CellValue;
  readonly b: CellValue;
  /** Which side is proposed to survive, and why; `same` where both hold the same. */
  readonly proposed: 'a' | 'b' | 'same';
  readonly why: string;
}

export interface PairDetail {
  readonly a: number;
  readonly b: number;
  readonly fields: readonly PairField[];
}

export const pairKey = (a: number, b: number): string => `${Math.min(a, b)}+${Math.max(a, b)}`;
