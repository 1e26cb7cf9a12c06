/**
 * A few accounts that would bring a territory back among the others, without a redesign (ledger FAI-06): no rule is
 * broken, nobody else becomes an outlier or is filled beyond capacity, and every account is reached in the time of its
 * tier. Accounts without a relationship go first, and among those the ones that bring most for the least detour.
 */
import { moveError } from '../commands/assignment-errors.ts';
import { moveFix } from '../advice/move-fix.ts';
import { roomIn, useOf } from '../advice/relieve.ts';
import type { Command } from '../commands/apply-command.ts';
import type { Accumulators } from '../measures/accumulators.ts';
import { accumulateMove } from '../measures/accumulators.ts';
import { equityGini } from '../measures/equity-gini.ts';
import { oneWayMinutes } from '../measures/travel-model.ts';
import { reasonIndex } from '../plan/reason-codes.ts';
import type { FairnessContext, TerritoryFairness } from './fairness-context.ts';

/** More than this is no small adjustment any more. */
export const MOST_MOVES = 8;
/** Worth proposing when at least this much of the distance to the band is gone. */
const WORTHWHILE = 0.5;
/** An account somebody works is given up only where it helps as much as four without a relationship. */
const RELATIONSHIP_COSTS = 4;
/** Minutes of detour at which an account counts half. */
const HALF_WORTH_DETOUR = 30;

export interface SmallAdjustment {
  readonly command: Command;
  readonly moves: readonly { readonly row: number; readonly from: number; readonly territory: number }[];
  /** Distance from the median before and after, adjusted for what the territory ought to hold. */
  readonly before: number;
  readonly after: number;
  /** Of the score, seniority and target shares taken into account; never larger after than before. */
  readonly giniBefore: number;
  readonly giniAfter: number;
  /** Relationships that would be handed on. */
  readonly relationships: number;
}

interface Candidate {
  readonly row: number;
  readonly from: number;
  readonly territory: number;
  readonly worth: number;
}

/** null where no few moves help enough. */
export function smallAdjustment(context: FairnessContext, one: TerritoryFairness): SmallAdjustment | null {
  const band = context.form.outlierBand;
  const parity = one.expected * context.territories.length;
  if (context.median <= 0 || parity <= 0 || Math.abs(one.adjusted) <= band || context.plan.lockedAll)
    return null;
  const gains = one.adjusted < 0;
  const edge = context.median * parity * (1 + (gains ? -band : band));
  const need = Math.abs(edge - one.potential);
  const moves = choose(context, candidates(context, one, gains), need, gains ? one : null);
  const moved = moves.reduce((sum, { row }) => sum + (context.accumulators.facts.potential[row] ?? 0), 0);
  if (moves.length === 0 || moved < WORTHWHILE * need) return null;
  const held = one.potential + (gains ? moved : -moved);
  const [giniBefore, giniAfter] = [adjustedGini(context, context.accumulators), giniOf(context, moves)];
  if (giniAfter > giniBefore) return null;
  const label = `Move ${moves.length} ${moves.length === 1 ? 'account' : 'accounts'} for fairness`;
  return {
    command: moveFix(label, 'BALANCE_MOVE', moves).command,
    moves,
    before: one.adjusted,
    after: held / parity / context.median - 1,
    giniBefore,
    giniAfter,
    relationships: moves.filter(({ row }) => context.accumulators.facts.relationship[row] === 1).length,
  };
}

/** Accounts that may come (or go), best first. */
function candidates(context: FairnessContext, one: TerritoryFairness, gains: boolean): readonly Candidate[] {
  const { plan, accumulators } = context;
  const { facts, travel } = accumulators;
  const partners = context.territories.filter(
    (other) =>
      other.index !== one.index &&
      (gains ? other.adjusted > 0 : other.adjusted < 0) &&
      plan.territories[other.index]?.locked !== true,
  );
  const isDonor = new Set((gains ? partners : [one]).map(({ index }) => index));
  const takers = gains ? [one] : partners;
  const found: Candidate[] = [];
  plan.assignment.forEach((from, row) => {
    if (!isDonor.has(from) || facts.active[row] !== 1 || !((facts.potential[row] ?? 0) > 0)) return;
    const now = oneWayMinutes(travel, row, from);
    let best: Candidate | null = null;
    for (const { index } of takers) {
      const minutes = oneWayMinutes(travel, row, index);
      if (!(minutes <= (facts.slaMinutes[row] ?? 0))) continue;
      const detour = Math.max(0, minutes - (Number.isNaN(now) ? 0 : now));
      const worth =
        (facts.potential[row] ?? 0) /
        (1 + detour / HALF_WORTH_DETOUR) /
        (facts.relationship[row] === 1 ? RELATIONSHIP_COSTS : 1);
      if (best === null || worth > best.worth) best = { row, from, territory: index, worth };
    }
    if (best !== null && moveError(plan, row, best.territory, true) === null) found.push(best);
  });
  return found.toSorted((a, b) => b.worth - a.worth || a.row - b.row);
}

/** Takes candidates in order while the others can spare or hold them, until the need is met. */
function choose(
  context: FairnessContext,
  from: readonly Candidate[],
  need: number,
  /** The territory that gains, or null where one gives. */
  gaining: TerritoryFairness | null,
): readonly Candidate[] {
  const { plan, accumulators, form, median, territories } = context;
  const slack = new Map(territories.map((each) => [each.index, slackOf(each, context, gaining !== null)]));
  const room = new Map(territories.map(({ index }) => [index, roomIn(plan, accumulators, index)]));
  const most = need + 2 * form.outlierBand * median;
  const chosen: Candidate[] = [];
  let got = 0;
  for (const each of from) {
    if (got >= need || chosen.length === MOST_MOVES) break;
    const worth = accumulators.facts.potential[each.row] ?? 0;
    const partner = gaining === null ? each.territory : each.from;
    const use = useOf(plan, accumulators, each.row, each.territory);
    if (got + worth > most || worth > (slack.get(partner) ?? 0) || use > (room.get(each.territory) ?? 0))
      continue;
    chosen.push(each);
    got += worth;
    slack.set(partner, (slack.get(partner) ?? 0) - worth);
    room.set(each.territory, (room.get(each.territory) ?? 0) - use);
  }
  return chosen;
}

/** What a territory can give (or take) before it leaves the band itself. */
function slackOf(
  one: TerritoryFairness,
  { median, form, territories }: FairnessContext,
  gives: boolean,
): number {
  const parity = one.expected * territories.length * median;
  return gives
    ? one.potential - parity * (1 - form.outlierBand)
    : parity * (1 + form.outlierBand) - one.potential;
}

const adjustedGini = ({ plan }: FairnessContext, accumulators: Accumulators): number =>
  equityGini.compute({ plan, accumulators }).adjusted ?? 0;

function giniOf(context: FairnessContext, moves: readonly Candidate[]): number {
  let { accumulators } = context;
  for (const territory of new Set(moves.map((move) => move.territory))) {
    const rows = Int32Array.from(moves.filter((move) => move.territory === territory).map(({ row }) => row));
    accumulators = accumulateMove(accumulators, context.plan, rows, territory, reasonIndex('BALANCE_MOVE'));
  }
  return adjustedGini(context, accumulators);
}
