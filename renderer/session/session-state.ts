import type { IsoTime } from '../../domain/brand.ts';
import type { CodedError } from '../../domain/result.ts';
import type { Accumulators } from '../../domain/measures/accumulators.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { JournalRow, PlanRow } from '../storage/rows.ts';
import type { History } from '../../domain/history/history.ts';

export type SaveState =
  | { readonly kind: 'saved'; readonly at: IsoTime }
  | { readonly kind: 'saving' }
  | { readonly kind: 'read-only'; readonly why: string };

export interface OpenPlan {
  readonly plan: Plan;
  /** Number of the last edit this window has applied. */
  readonly head: number;
  readonly journal: readonly JournalRow[];
  readonly history: History<JournalRow>;
  /** Sums a territory, moved along by each edit's diff. Every figure on screen is computed from them. */
  readonly accumulators: Accumulators;
}

export type Phase =
  | { readonly kind: 'starting'; readonly words: string }
  | { readonly kind: 'open' }
  /** Running, with no plan open. */
  | { readonly kind: 'no-plan' }
  | { readonly kind: 'failed'; readonly errors: readonly CodedError[] };

export interface SessionState {
  readonly phase: Phase;
  readonly open: OpenPlan | null;
  readonly save: SaveState;
  readonly plans: readonly PlanRow[];
}

export const FIRST_STATE: SessionState = {
  phase: { kind: 'starting', words: 'Opening the local store' },
  open: null,
  save: { kind: 'saving' },
  plans: [],
};
