/**
 * The first plan of a cycle, from what was imported: territories from the roster, else from a file of territories,
 * else from the accounts' territory column, else from its owner column, else K with free centres. The alignment the file states is the baseline.
 * Ids are slugs of names, so that the same files give the same plan.
 */
import type { PlanId, RepId, TenantId, TerritoryId } from '../brand.ts';
import { foldName } from '../geo/fold-name.ts';
import type { Policy } from '../governance/policy.ts';
import type { AccountTable, TextColumn } from './account-table.ts';
import { centreOf } from './centre.ts';
import type { Plan, PlanCycle, PotentialUnit } from './plan.ts';
import { UNASSIGNED, createPlan } from './plan.ts';
import type { Rep } from './rep.ts';
import { repNamed } from './rep.ts';
import { slug, uniqueIds } from './slug.ts';
import type { TerritoryEntry } from './territory-entry.ts';
import type { Capacity, Place, Territory } from './territory.ts';

export interface Roster {
  readonly reps: readonly Rep[];
  /** Territory each rep's row names, by position; null where it names none. */
  readonly territoryNames: readonly (string | null)[];
}

export interface PlanSource {
  readonly planId: PlanId;
  readonly tenant: TenantId;
  readonly name: string;
  readonly cycle: PlanCycle;
  readonly currency: string;
  readonly potentialUnit: PotentialUnit;
  readonly accounts: AccountTable;
  readonly roster: Roster | null;
  /** Without a roster: the territories of a file of their own, with whom each belongs to. */
  readonly territoryFile?: readonly Pick<TerritoryEntry, 'name' | 'ownerName'>[];
  /** Without a roster: this many empty territories with free centres, whatever columns the file has. */
  readonly freeTerritories?: number;
  readonly policy?: Policy;
}

export type TerritoryOrigin = 'roster' | 'territory file' | 'territory column' | 'owner column' | 'free';

export interface PlanFromIntake {
  readonly plan: Plan;
  readonly origin: TerritoryOrigin;
  /** Territories the file names and no rep works. */
  readonly vacant: readonly string[];
  /** Reps whose territory holds no account of the file. */
  readonly idle: readonly string[];
}

/** A territory on its way, with what the file calls it. */
interface Draft {
  readonly name: string;
  readonly repIds: RepId[];
  base: Place | null;
  capacity: Capacity | null;
}

export function planFromIntake(source: PlanSource): PlanFromIntake {
  const { origin, drafts, reps, byTerritory, byOwner } = draftTerritories(source);
  const assignment = alignmentOf(source.accounts, byTerritory, byOwner);
  const nextId = uniqueIds();
  const territories = drafts.map((draft, index): Territory => {
    const centre = draft.base === null ? centreOf(source.accounts, assignment, index) : null;
    return {
      territoryId: nextId(slug(draft.name)) as TerritoryId,
      name: draft.name,
      repIds: draft.repIds,
      base: draft.base ?? centre,
      capacity: draft.capacity,
      targetShare: null,
      locked: false,
      retired: false,
      note: centre === null ? '' : 'The base is the centre of its accounts.',
    };
  });
  const { roster: _roster, territoryFile: _file, freeTerritories: _free, policy, ...init } = source;
  const plan = createPlan({
    ...init,
    territories,
    reps,
    assignment,
    ...(policy === undefined ? {} : { policy }),
  });
  const held = new Set(assignment);
  return {
    plan,
    origin,
    vacant: origin === 'free' ? [] : drafts.flatMap((d) => (d.repIds.length === 0 ? [d.name] : [])),
    idle: reps.flatMap((rep) => {
      const at = drafts.findIndex((draft) => draft.repIds.includes(rep.repId));
      return held.has(at) ? [] : [rep.name];
    }),
  };
}

interface Drafted {
  readonly origin: TerritoryOrigin;
  readonly drafts: Draft[];
  readonly reps: readonly Rep[];
  /** Territory index by folded territory name, and by folded owner name. */
  readonly byTerritory: ReadonlyMap<string, number>;
  readonly byOwner: ReadonlyMap<string, number>;
}

function draftTerritories(source: PlanSource): Drafted {
  const { accounts, roster, freeTerritories } = source;
  if (roster !== null && roster.reps.length > 0) return fromRoster(roster, accounts);
  const none: Drafted = { origin: 'free', drafts: [], reps: [], byTerritory: new Map(), byOwner: new Map() };
  if (freeTerritories !== undefined) {
    const drafts = Array.from({ length: freeTerritories }, (_, i) => draft(`Territory ${i + 1}`));
    return { ...none, drafts };
  }
  if (source.territoryFile !== undefined) return fromTerritoryFile(source.territoryFile, accounts);
  const named = namesOf(accounts.text.territoryName);
  if (named.length > 0) {
    const byTerritory = new Map(named.map((name, i) => [foldName(name), i]));
    return { ...none, origin: 'territory column', drafts: named.map(draft), byTerritory };
  }
  const owners = namesOf(accounts.text.ownerName);
  return owners.length > 0 ? fromOwners(owners) : none;
}

const draft = (name: string): Draft => ({ name, repIds: [], base: null, capacity: null });

function fromRoster({ reps, territoryNames }: Roster, accounts: AccountTable): Drafted {
  const drafts: Draft[] = [];
  const byTerritory = new Map<string, number>();
  const byOwner = new Map<string, number>();
  const indexOf = (name: string): number => {
    const known = byTerritory.get(foldName(name));
    if (known !== undefined) return known;
    byTerritory.set(foldName(name), drafts.length);
    drafts.push(draft(name));
    return drafts.length - 1;
  };
  reps.forEach((rep, i) => {
    const index = indexOf(territoryNames[i] ?? rep.name);
    const at = drafts[index];
    byOwner.set(foldName(rep.name), index);
    if (at === undefined) return;
    at.repIds.push(rep.repId);
    at.base ??= rep.base;
    at.capacity = together(at.capacity, rep.capacity);
  });
  for (const name of namesOf(accounts.text.territoryName)) indexOf(name);
  return { origin: 'roster', drafts, reps, byTerritory, byOwner };
}

/** Capacities of reps who work one territory add up; in different units the first one's unit stands. */
function together(a: Capacity | null, b: Capacity | null): Capacity | null {
  if (a === null || b === null) return a ?? b;
  return a.unit === b.unit ? { value: a.value + b.value, unit: a.unit } : a;
}

/** Its territories first; those that the accounts alone name come after them. */
function fromTerritoryFile(
  entries: readonly Pick<TerritoryEntry, 'name' | 'ownerName'>[],
  accounts: AccountTable,
): Drafted {
  const owners = entries.flatMap(({ ownerName }) => ownerName ?? []);
  const reps = repsNamed([...new Map(owners.map((name) => [foldName(name), name])).values()]);
  const idOf = new Map(reps.map((rep) => [foldName(rep.name), rep.repId]));
  const drafts = entries.map(({ name, ownerName }): Draft => {
    const repId = ownerName === null ? undefined : idOf.get(foldName(ownerName));
    return { ...draft(name), repIds: repId === undefined ? [] : [repId] };
  });
  const byTerritory = new Map(entries.map(({ name }, i) => [foldName(name), i]));
  for (const name of namesOf(accounts.text.territoryName)) {
    if (byTerritory.has(foldName(name))) continue;
    byTerritory.set(foldName(name), drafts.length);
    drafts.push(draft(name));
  }
  const byOwner = new Map<string, number>();
  entries.forEach(({ ownerName }, i) => {
    if (ownerName !== null && !byOwner.has(foldName(ownerName))) byOwner.set(foldName(ownerName), i);
  });
  return { origin: 'territory file', drafts, reps, byTerritory, byOwner };
}

function repsNamed(names: readonly string[]): readonly Rep[] {
  const nextId = uniqueIds();
  return names.map((name) => repNamed(nextId(slug(name)) as RepId, name));
}

function fromOwners(owners: readonly string[]): Drafted {
  const reps = repsNamed(owners);
  return {
    origin: 'owner column',
    drafts: reps.map((rep) => ({ ...draft(rep.name), repIds: [rep.repId] })),
    reps,
    byTerritory: new Map(),
    byOwner: new Map(owners.map((name, i) => [foldName(name), i])),
  };
}

/** Distinct names a column holds, in the order of the alphabet; spellings that fold alike are one. */
function namesOf(column: TextColumn): readonly string[] {
  const used = new Uint8Array(column.pool.length);
  for (const code of column.codes) if (code >= 0) used[code] = 1;
  const names = new Map<string, string>();
  column.pool.forEach((name, code) => {
    const folded = foldName(name);
    if (used[code] === 1 && folded !== '' && !names.has(folded)) names.set(folded, name.trim());
  });
  return [...names].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}

/** The territory a row names, else that of the rep it names as its owner. */
function alignmentOf(
  accounts: AccountTable,
  byTerritory: ReadonlyMap<string, number>,
  byOwner: ReadonlyMap<string, number>,
): Int32Array {
  const { territoryName, ownerName } = accounts.text;
  const territories = territoryName.pool.map((name) => byTerritory.get(foldName(name)) ?? UNASSIGNED);
  const owners = ownerName.pool.map((name) => byOwner.get(foldName(name)) ?? UNASSIGNED);
  return Int32Array.from({ length: accounts.rowCount }, (_, row) => {
    const named = territories[territoryName.codes[row] ?? -1] ?? UNASSIGNED;
    return named === UNASSIGNED ? (owners[ownerName.codes[row] ?? -1] ?? UNASSIGNED) : named;
  });
}
