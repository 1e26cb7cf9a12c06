/** Why an account is where it is (ledger EXP-01, EXP-02): its reason, where it was, and what its score is made of. */
import { factsOf } from '../measures/facts.ts';
import { oneWayMinutes, travelModelOf } from '../measures/travel-model.ts';
import type { ScoreExplanation, ScoreInput } from '../scoring/score.ts';
import { explainScore, SCORE_INPUTS } from '../scoring/score.ts';
import type { ScoreInputs } from '../scoring/score.ts';
import { textAt } from './account-table.ts';
import { overlaysAt } from './overlay.ts';
import type { Plan, Standing } from './plan.ts';
import { ACTIVE, STANDINGS, UNASSIGNED } from './plan.ts';
import type { AssignmentSource, ReasonCode } from './reason-codes.ts';
import { assignmentSource, reasonCode } from './reason-codes.ts';
import { REASON_WORDS } from './reason-words.ts';

export interface AccountExplanation {
  readonly account: string;
  readonly name: string | null;
  readonly standing: Standing;
  /** null: no territory. */
  readonly territory: string | null;
  readonly baseline: string | null;
  readonly moved: boolean;
  readonly locked: boolean;
  readonly reason: ReasonCode;
  readonly because: string;
  readonly source: AssignmentSource;
  /** Names of the overlays that cover it too. */
  readonly overlays: readonly string[];
  readonly tier: string | null;
  readonly score: ScoreExplanation;
  /** Inputs nobody supplied, for which the policy's neutral value stands. */
  readonly assumed: readonly ScoreInput[];
  /** One way from the territory's base, an estimate; null where either place is unknown. */
  readonly travelMinutes: number | null;
}

export function explainAccount(plan: Plan, row: number): AccountExplanation {
  const facts = factsOf(plan);
  const at = plan.assignment[row] ?? UNASSIGNED;
  const was = plan.baseline[row] ?? UNASSIGNED;
  const minutes = at === UNASSIGNED ? NaN : oneWayMinutes(travelModelOf(plan, facts), row, at);
  const reason = reasonCode(plan.reason[row] ?? 0);
  const standing = plan.standing[row] ?? ACTIVE;
  const inputs = Object.fromEntries(SCORE_INPUTS.map((input) => [input, facts.inputs[input][row] ?? 0]));
  return {
    account: textAt(plan.accounts, 'accountId', row) ?? `row ${row + 1}`,
    name: textAt(plan.accounts, 'name', row),
    standing: STANDINGS[standing] ?? 'active',
    territory: plan.territories[at]?.name ?? null,
    baseline: plan.territories[was]?.name ?? null,
    moved: standing === ACTIVE && was !== UNASSIGNED && was !== at,
    locked: plan.locked[row] === 1,
    reason,
    because: REASON_WORDS[reason],
    source: assignmentSource(plan.source[row] ?? 0),
    overlays: overlaysAt(plan, row).map(({ name }) => name),
    tier: plan.policy.tiers[facts.tier[row] ?? -1]?.tier ?? null,
    score: explainScore(plan.policy.score.weights, inputs as unknown as ScoreInputs, facts.means),
    assumed: SCORE_INPUTS.filter((_, bit) => ((facts.imputed[row] ?? 0) & (1 << bit)) !== 0),
    travelMinutes: Number.isNaN(minutes) ? null : minutes,
  };
}
