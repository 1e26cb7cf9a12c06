/**
 * An event becomes a proposal (ledger GOV-06): the plan as it is once the event has happened, in which only what the
 * event asks for may move. It is built like any plan, so locks, capacities, rules and the legality check hold, and what
 * comes of it waits to be committed like any proposal.
 */
import { factsOf } from '../domain/measures/facts.ts';
import { oneWayMinutes, travelModelOf } from '../domain/measures/travel-model.ts';
import type { SetStanding } from '../domain/commands/set-standing.ts';
import type { AssignMany } from '../domain/commands/assign-many.ts';
import { heldByKeyAccount } from '../domain/plan/overlay.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { ACTIVE, STANDINGS, UNASSIGNED } from '../domain/plan/plan.ts';
import { breaksFreeze } from '../domain/plan/strategic.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { StressEvent } from './events.ts';
import { lostRows } from './events.ts';
import type { DesignChoices } from './problem-from-plan.ts';

const CLOSED = STANDINGS.indexOf('closed');
const EXCLUDED = STANDINGS.indexOf('excluded');

export interface Reassignment {
  /** As the optimizer is to see it. */
  readonly plan: Plan;
  /** What it is to weigh. */
  readonly choices: DesignChoices;
  /** Accounts that may move. */
  readonly free: number;
  /** Rows of a leaver's territory that no proposal moves: locked, frozen, or a key-account manager's. */
  readonly held: Int32Array;
  /** What is done before the moves: accounts that left are closed. */
  readonly before: SetStanding | null;
  /** Territories that may take accounts; null: every one. */
  readonly takers: ReadonlySet<number> | null;
}

/** Codes: EVENT_TERRITORY, EVENT_NONE_LEFT, EVENT_NOTHING (nothing would move), EVENT_NOT_ASKED (no such event frees accounts). */
export function reassignmentAfter(
  plan: Plan,
  asked: DesignChoices,
  event: StressEvent,
): Result<Reassignment> {
  const choices = { ...asked, freeCentres: false, warmStart: true };
  switch (event.kind) {
    case 'rep-leaves':
      return afterDeparture(plan, choices, event.territory);
    case 'accounts-leave':
    case 'accounts-churn':
      return afterLoss(plan, choices, lostRows(plan, choices, event));
    case 'hire-late':
    case 'demand-changes':
      return refuse(
        codedError('EVENT_NOT_ASKED', 'This event moves no accounts by itself. Build a plan for it instead.'),
      );
  }
}

/**
 * The territory is out, its accounts look for another, everybody else stays. With so little to move, bands that the rest
 * of the plan misses would scatter a territory over the country: what counts is who is near and has room.
 */
function afterDeparture(plan: Plan, choices: DesignChoices, territory: number): Result<Reassignment> {
  const leaving = plan.territories[territory];
  if (leaving === undefined || leaving.retired || leaving.locked)
    return refuse(
      codedError('EVENT_TERRITORY', 'That territory is locked or retired. Choose one that is not.'),
    );
  if (plan.territories.filter(({ retired, locked }) => !retired && !locked).length < 2)
    return refuse(codedError('EVENT_NONE_LEFT', 'No other territory could take the accounts over.'));
  const keyAccounts = heldByKeyAccount(plan);
  const own = (row: number): boolean => plan.assignment[row] === territory && plan.standing[row] === ACTIVE;
  const isHeld = (row: number): boolean =>
    own(row) && (plan.locked[row] === 1 || keyAccounts?.[row] === 1 || breaksFreeze(plan, row, UNASSIGNED));
  const rows = Int32Array.from(plan.assignment.keys());
  const held = rows.filter(isHeld);
  const free = rows.filter((row) => own(row) && !isHeld(row)).length;
  if (free === 0)
    return refuse(
      codedError('EVENT_NOTHING', `No account of ${leaving.name} may move: it is empty, or all are locked.`),
    );
  return ok({
    choices: {
      ...choices,
      balance: choices.balance.map((wish) => ({ ...wish, weight: 0 })),
      beta: 0,
      churnCap: false,
    },
    free,
    held,
    before: null,
    takers: null,
    plan: {
      ...plan,
      territories: withoutRoom(plan).with(territory, { ...leaving, retired: true }),
      assignment: plan.assignment.map((t) => (t === territory ? UNASSIGNED : t)),
      locked: plan.locked.map((_, row) => (own(row) ? 0 : 1)),
      standing: plan.standing.map((standing, row) => (isHeld(row) ? EXCLUDED : standing)),
    },
  });
}

/** Lost accounts are closed; whoever lost some may take over what she reaches in time, and gives nothing away. */
function afterLoss(plan: Plan, choices: DesignChoices, gone: Int32Array): Result<Reassignment> {
  const lost = new Set(gone);
  const takers = new Set<number>();
  for (const row of gone)
    if ((plan.assignment[row] ?? UNASSIGNED) >= 0) takers.add(plan.assignment[row] ?? 0);
  const standing = plan.standing.map((value, row) => (lost.has(row) ? CLOSED : value));
  const closed = { ...plan, standing };
  const facts = factsOf(closed);
  const travel = travelModelOf(closed, facts);
  const near = (row: number): boolean =>
    [...takers].some((t) => oneWayMinutes(travel, row, t) <= (facts.slaMinutes[row] ?? 0));
  const mayMove = plan.locked.map((locked, row) =>
    locked === 0 && facts.active[row] === 1 && !takers.has(plan.assignment[row] ?? UNASSIGNED) && near(row)
      ? 1
      : 0,
  );
  const free = mayMove.reduce((sum, may) => sum + may, 0);
  if (gone.length === 0 || free === 0)
    return refuse(
      codedError('EVENT_NOTHING', 'Nothing would move: nobody leaves, or no other account lies in reach.'),
    );
  return ok({
    choices,
    free,
    held: new Int32Array(0),
    before: { type: 'setStanding', rows: gone, standing: 'closed', reason: 'left' },
    takers,
    plan: {
      ...closed,
      territories: withoutRoom(closed),
      locked: plan.locked.map((_, row) => (mayMove[row] === 1 ? 0 : 1)),
    },
  });
}

/** Territories already beyond their capacity are full, not illegal: nothing more may enter, and that is all. */
function withoutRoom(plan: Plan): Plan['territories'] {
  const facts = factsOf(plan);
  const [hours, count] = [
    new Float64Array(plan.territories.length),
    new Float64Array(plan.territories.length),
  ];
  plan.assignment.forEach((t, row) => {
    if (t < 0 || facts.active[row] !== 1) return;
    hours[t] = (hours[t] ?? 0) + (facts.workloadHours[row] ?? 0);
    count[t] = (count[t] ?? 0) + 1;
  });
  return plan.territories.map((territory, t) => {
    const { capacity } = territory;
    if (capacity === null) return territory;
    const load = (capacity.unit === 'hours' ? hours[t] : count[t]) ?? 0;
    return load > capacity.value ? { ...territory, capacity: { ...capacity, value: load } } : territory;
  });
}

/** Of what the optimizer answered, the moves the event is about, under its own name. */
export function commandAfter(
  plan: Plan,
  { takers }: Reassignment,
  command: AssignMany,
  label: string,
): AssignMany {
  const kept = Array.from(command.rows.keys()).filter((i) => {
    const [row, to] = [command.rows[i] ?? 0, command.territories[i] ?? UNASSIGNED];
    return plan.assignment[row] !== to && (takers === null || takers.has(to));
  });
  return {
    ...command,
    rows: Int32Array.from(kept, (i) => command.rows[i] ?? 0),
    territories: Int32Array.from(kept, (i) => command.territories[i] ?? UNASSIGNED),
    reasons: Uint8Array.from(kept, (i) => command.reasons[i] ?? 0),
    label,
  };
}
