/**
 * What changed from one released version to the next, by whom and why, in the words of the people it concerns (ledger
 * AUD-07). Everything is taken from the two plans and the signed acts, so the log is no more than its versions prove.
 */
import type { IsoDate, TerritoryId, VersionId } from '../brand.ts';
import { counted, moneyText } from '../measures/wording.ts';
import { textAt } from '../plan/account-table.ts';
import { ACTIVE, UNASSIGNED } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { reasonCode } from '../plan/reason-codes.ts';
import { REASON_WORDS } from '../plan/reason-words.ts';
import type { QuotaAmount } from './change-facts.ts';
import { policyChanges } from './policy-changes.ts';
import type { PlanAct } from './statement.ts';

export const CHANGE_KINDS = ['account', 'territory', 'target', 'quota', 'policy'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface LoggedChange {
  readonly kind: ChangeKind;
  /** The account, territory or rule it is about. */
  readonly what: string;
  /** Empty where there was, or is, none. */
  readonly before: string;
  readonly after: string;
  readonly why: string;
}

/** Who did what, as they signed it. */
export interface Attribution {
  readonly submittedBy: string;
  /** What the maker said of it. */
  readonly reason: string;
  readonly approvedBy: readonly string[];
  readonly releasedBy: string;
  readonly releasedOn: IsoDate;
}

export interface LoggedRelease extends Attribution {
  readonly version: VersionId;
  readonly name: string;
  /** The release it followed; null: the first, told against the start of its cycle. */
  readonly follows: VersionId | null;
  readonly changes: readonly LoggedChange[];
}

export interface Snapshot {
  readonly plan: Plan;
  readonly lines: readonly QuotaAmount[];
}

/** By name; `names` says how a signer is called here. */
export function attributionOf(
  acts: readonly PlanAct[],
  releasedOn: IsoDate,
  names: (signer: PlanAct['signer']) => string = ({ name }) => name,
): Attribution {
  const by = (decision: PlanAct['decision']): readonly string[] => [
    ...new Set(acts.filter((act) => act.decision === decision).map(({ signer }) => names(signer))),
  ];
  const submitted = acts.find((act) => act.decision === 'submit');
  return {
    submittedBy: submitted === undefined ? '' : names(submitted.signer),
    reason: submitted?.reason ?? '',
    approvedBy: by('approve'),
    releasedBy: by('release').join(', '),
    releasedOn,
  };
}

/** `before`: the release it follows; null: the start of the cycle, which has no quotas. */
export function changesBetween(before: Snapshot | null, after: Snapshot): readonly LoggedChange[] {
  return [
    ...territoryChanges(before, after.plan),
    ...targetChange(before, after.plan),
    ...quotaChanges(before, after),
    ...policyLines(before, after.plan),
    ...accountChanges(before, after.plan),
  ];
}

/** "34 accounts, 3 quotas and 1 rule" */
export function changeWords(changes: readonly LoggedChange[]): string {
  const WORDS: Readonly<Record<ChangeKind, readonly [string, string]>> = {
    account: ['account', 'accounts'],
    territory: ['territory', 'territories'],
    target: ['team target', 'team targets'],
    quota: ['quota', 'quotas'],
    policy: ['rule of the policy', 'rules of the policy'],
  };
  const parts = CHANGE_KINDS.flatMap((kind) => {
    const { length } = changes.filter((change) => change.kind === kind);
    return length === 0 ? [] : [counted(length, ...WORDS[kind])];
  });
  const last = parts.pop();
  if (last === undefined) return 'Nothing changed';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

const placeIn = (plan: Plan, index: number | undefined): string =>
  plan.territories[index ?? UNASSIGNED]?.name ?? '';

/** Where each account was: in the release before, else when the cycle began; a second row of an id is the same account. */
function placesBefore(before: Snapshot | null, after: Plan): ReadonlyMap<string, string> {
  const { plan, at } =
    before === null ? { plan: after, at: after.baseline } : { plan: before.plan, at: before.plan.assignment };
  const places = new Map<string, string>();
  for (let row = plan.accounts.rowCount - 1; row >= 0; row--) {
    const id = textAt(plan.accounts, 'accountId', row);
    if (id !== null && (before === null || plan.standing[row] === ACTIVE))
      places.set(id, placeIn(plan, at[row]));
  }
  return places;
}

function accountChanges(before: Snapshot | null, plan: Plan): readonly LoggedChange[] {
  const was = placesBefore(before, plan);
  const renamed = renames(before, plan);
  const changes: LoggedChange[] = [];
  const seen = new Set<string>();
  for (let row = 0; row < plan.accounts.rowCount; row++) {
    const id = textAt(plan.accounts, 'accountId', row);
    if (id === null || plan.standing[row] !== ACTIVE || seen.has(id)) continue;
    seen.add(id);
    const from = was.get(id) ?? '';
    const to = placeIn(plan, plan.assignment[row]);
    if ((renamed.get(from) ?? from) === to) continue;
    const name = textAt(plan.accounts, 'name', row);
    const what = name === null || name === id ? id : `${name} (${id})`;
    const why = REASON_WORDS[reasonCode(plan.reason[row] ?? 0)];
    changes.push({ kind: 'account', what, before: from, after: to, why });
  }
  return changes;
}

/** Old name to new of territories that only changed their name. */
function renames(before: Snapshot | null, plan: Plan): ReadonlyMap<string, string> {
  const now = new Map(plan.territories.map(({ territoryId, name }) => [territoryId, name]));
  return new Map(
    before?.plan.territories.flatMap(({ territoryId, name }) => {
      const is = now.get(territoryId);
      return is === undefined || is === name ? [] : [[name, is] as const];
    }),
  );
}

function territoryChanges(before: Snapshot | null, plan: Plan): readonly LoggedChange[] {
  if (before === null) return [];
  const was = new Map(before.plan.territories.map((one) => [one.territoryId, one]));
  const repsOf = (of: Plan, ids: readonly string[]): string =>
    ids.map((id) => of.reps.find(({ repId }) => repId === id)?.name ?? id).join(', ');
  return plan.territories.flatMap((one): readonly LoggedChange[] => {
    const line = (old: string, now: string, why: string): LoggedChange => ({
      kind: 'territory',
      what: one.name,
      before: old,
      after: now,
      why,
    });
    const old = was.get(one.territoryId);
    if (old === undefined) return one.retired ? [] : [line('', one.name, 'New territory')];
    const [then, now] = [repsOf(before.plan, old.repIds), repsOf(plan, one.repIds)];
    return [
      ...(old.name === one.name ? [] : [line(old.name, one.name, 'Renamed')]),
      ...(old.retired === one.retired
        ? []
        : [one.retired ? line(one.name, '', 'Retired') : line('', one.name, 'Brought back')]),
      ...(then === now || one.retired ? [] : [line(then, now, 'Worked by somebody else')]),
    ];
  });
}

const amountIn = (plan: Plan, amount: number | null | undefined): string =>
  amount === null || amount === undefined ? '' : moneyText(plan.currency, amount);

function targetChange(before: Snapshot | null, plan: Plan): readonly LoggedChange[] {
  const [old, now] = [amountIn(plan, before?.plan.quota.target), amountIn(plan, plan.quota.target)];
  return old === now
    ? []
    : [{ kind: 'target', what: 'Team target', before: old, after: now, why: 'Target set' }];
}

function quotaChanges(before: Snapshot | null, { plan, lines }: Snapshot): readonly LoggedChange[] {
  const was = new Map(before?.lines.map(({ territoryId, amount }) => [territoryId, amount]));
  const is = new Map(lines.map(({ territoryId, amount }) => [territoryId, amount]));
  const byHand = new Map(plan.quota.overrides.map(({ territoryId, reason }) => [territoryId, reason]));
  const names = new Map(
    [...(before?.plan.territories ?? []), ...plan.territories].map(({ territoryId, name }) => [
      territoryId,
      name,
    ]),
  );
  return [...new Set<TerritoryId>([...was.keys(), ...is.keys()])].flatMap((id): readonly LoggedChange[] => {
    if (was.get(id) === is.get(id)) return [];
    const reason = byHand.get(id);
    const why = reason === undefined ? 'Split of the target by potential' : `Set by hand: ${reason}`;
    const [old, now] = [amountIn(plan, was.get(id)), amountIn(plan, is.get(id))];
    return [{ kind: 'quota', what: names.get(id) ?? id, before: old, after: now, why }];
  });
}

function policyLines(before: Snapshot | null, { policy }: Plan): readonly LoggedChange[] {
  if (before === null) return [];
  const why = `${policy.name}, version ${policy.version}`;
  return policyChanges(before.plan.policy, policy).map(({ what, before: old, after }): LoggedChange => ({
    kind: 'policy',
    what,
    before: old,
    after,
    why,
  }));
}
