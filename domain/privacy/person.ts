/** What a plan holds about one person, and the plan without it (ledger PRV-04, PRV-06). */
import { foldName } from '../geo/fold-name.ts';
import type { AccountTable, CellValue, TextField } from '../plan/account-table.ts';
import { textAt } from '../plan/account-table.ts';
import type { CellsPatch, Diff, Patch } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import type { Rep } from '../plan/rep.ts';

/** Account fields that may hold a person: the owner, and the phone of a contact. */
export const PERSONAL_FIELDS = [
  'ownerName',
  'phone',
  'name',
  'website',
] as const satisfies readonly TextField[];

export interface Held {
  /** "Roster", "Owner of an account". */
  readonly where: string;
  readonly record: string;
  readonly field: string;
  readonly value: string;
}

/** Whoever is meant: by name, e-mail, phone or rep id; compared without case and punctuation, never in part. */
export interface Person {
  readonly identifiers: readonly string[];
}

export function personNamed(words: string, plans: readonly Pick<Plan, 'reps'>[]): Person {
  const wanted = foldName(words);
  const reps = plans.flatMap((plan) => plan.reps).filter((rep) => isRep(rep, new Set([wanted])));
  const all = [words.trim(), ...reps.flatMap((rep) => [rep.name, rep.email ?? ''])];
  return { identifiers: [...new Set(all.filter((one) => foldName(one) !== ''))] };
}

const folded = ({ identifiers }: Person): ReadonlySet<string> => new Set(identifiers.map(foldName));

const isRep = (rep: Rep, wanted: ReadonlySet<string>): boolean =>
  [rep.name, rep.email ?? '', rep.repId].some((one) => one !== '' && wanted.has(foldName(one)));

export function heldInPlan(plan: Plan, person: Person): readonly Held[] {
  const wanted = folded(person);
  const held: Held[] = [];
  for (const rep of plan.reps) {
    if (isRep(rep, wanted)) held.push(...repFields(rep));
    if (wanted.has(foldName(rep.managerName ?? '')))
      held.push({
        where: 'Manager of a rep',
        record: rep.repId,
        field: 'managerName',
        value: rep.managerName ?? '',
      });
  }
  for (const field of PERSONAL_FIELDS) held.push(...heldInColumn(plan.accounts, field, wanted));
  return held;
}

function repFields(rep: Rep): readonly Held[] {
  const values: Readonly<Record<string, unknown>> = { ...rep };
  return Object.entries(values).flatMap(([field, value]) =>
    value === null || (Array.isArray(value) && value.length === 0)
      ? []
      : [
          {
            where: 'Roster',
            record: rep.repId,
            field,
            value: typeof value === 'string' ? value : JSON.stringify(value),
          },
        ],
  );
}

function heldInColumn(
  accounts: AccountTable,
  field: TextField,
  wanted: ReadonlySet<string>,
): readonly Held[] {
  const { pool, codes } = accounts.text[field];
  const hits = new Set(pool.flatMap((text, code) => (wanted.has(foldName(text)) ? [code] : [])));
  if (hits.size === 0) return [];
  return [...codes.keys()]
    .filter((row) => hits.has(codes[row] ?? -1))
    .map((row) => ({
      where: 'Account',
      record: textAt(accounts, 'accountId', row) ?? `row ${row + 1}`,
      field,
      value: pool[codes[row] ?? -1] ?? '',
    }));
}

/** The plan with the person replaced by a pseudonym; territories, quotas and every figure stay as they are. */
export function erasedPlan(plan: Plan, person: Person, pseudonym: string): Plan {
  const wanted = folded(person);
  const text = { ...plan.accounts.text };
  for (const field of PERSONAL_FIELDS) {
    const column = text[field];
    if (!column.pool.some((one) => wanted.has(foldName(one)))) continue;
    const isHers = column.pool.map((one) => wanted.has(foldName(one)));
    const stays = keepsItsPlace(field);
    const pool = column.pool.map((one, code) => (isHers[code] === true ? (stays ? pseudonym : '') : one));
    const codes = stays ? column.codes : column.codes.map((code) => (isHers[code] === true ? -1 : code));
    text[field] = { pool, codes };
  }
  return {
    ...plan,
    accounts: { ...plan.accounts, text },
    reps: plan.reps.map((rep) => erasedRep(rep, wanted, pseudonym)),
  };
}

function erasedRep(rep: Rep, wanted: ReadonlySet<string>, pseudonym: string): Rep {
  const managerName = wanted.has(foldName(rep.managerName ?? '')) ? pseudonym : rep.managerName;
  if (!isRep(rep, wanted)) return managerName === rep.managerName ? rep : { ...rep, managerName };
  // A home is where somebody lives; the territory keeps the base that its travel is measured from.
  return {
    ...rep,
    name: pseudonym,
    email: null,
    managerName,
    base: null,
    city: null,
    state: null,
    skills: [],
  };
}

/** The edits of a history without the person, so that going back does not bring her back. */
export function erasedDiff(diff: Diff, person: Person, pseudonym: string): Diff {
  const wanted = folded(person);
  return diff.map((patch): Patch => {
    if (patch.kind === 'cells') return erasedCells(patch, wanted, pseudonym);
    if (patch.kind !== 'record' || patch.key !== 'reps') return patch;
    const erased = (reps: readonly Rep[]): readonly Rep[] =>
      reps.map((rep) => erasedRep(rep, wanted, pseudonym));
    return { ...patch, from: erased(patch.from), to: erased(patch.to) };
  });
}

const PERSONAL: ReadonlySet<string> = new Set(PERSONAL_FIELDS);

function erasedCells(patch: CellsPatch, wanted: ReadonlySet<string>, pseudonym: string): CellsPatch {
  if (!PERSONAL.has(patch.field)) return patch;
  const gone = keepsItsPlace(patch.field) ? pseudonym : null;
  const erased = (values: readonly CellValue[]): readonly CellValue[] =>
    values.map((one) => (typeof one === 'string' && wanted.has(foldName(one)) ? gone : one));
  return { ...patch, from: erased(patch.from), to: erased(patch.to) };
}

/** A name keeps its place under the pseudonym; a phone or a page has none, it is missing. */
const keepsItsPlace = (field: string): boolean => field === 'ownerName' || field === 'name';

/** Any text, in any record: names of the person inside it become the pseudonym. For labels people typed. */
export function scrubbedText(words: string, person: Person, pseudonym: string): string {
  return person.identifiers
    .toSorted((a, b) => b.length - a.length)
    .reduce((result, one) => result.replace(new RegExp(escaped(one), 'giu'), pseudonym), words);
}

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
