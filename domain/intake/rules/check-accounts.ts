/** All rules over an account table: at import, and again on a plan whenever somebody wants to know what is still wrong. */
import { countryCode } from '../../geo/country-code.ts';
import type { GazetteerPlace } from '../../geo/gazetteer.ts';
import { Locator } from '../../geo/locator.ts';
import type { AccountTable } from '../../plan/account-table.ts';
import { textAt } from '../../plan/account-table.ts';
import type { PotentialUnit } from '../../plan/plan.ts';
import type { Finding } from '../finding.ts';
import type { IntakeContext } from '../intake-context.ts';
import { fieldSpec } from '../fields.ts';
import { dayNumber } from '../parse/date.ts';
import { minorPerMajor } from '../potential-unit.ts';
import { textOfRow } from '../text-columns.ts';
import { ALL_RULES } from './all-rules.ts';
import type { Rule, RuleContext } from './rule.ts';

interface CheckOptions {
  readonly potentialUnit: PotentialUnit;
  /** Default: row 1 is the first. */
  readonly fileRows?: Int32Array;
  /** Rows to look at (those that take part in planning); default all. */
  readonly rows?: Int32Array;
  /** Coordinates before placing; default those of accounts that were not placed by address. */
  readonly given?: RuleContext['given'];
  readonly inFile?: ReadonlySet<string>;
  readonly locator?: Locator;
  /** Assumed where an account names no country; default `context.country`. */
  readonly country?: string;
  /** ISO 4217; default `context.currency`. */
  readonly currency?: string;
}

export function ruleContext(
  accounts: AccountTable,
  context: IntakeContext,
  options: CheckOptions,
): RuleContext {
  const locator = options.locator ?? new Locator(context.gazetteers);
  const country = options.country ?? context.country;
  const codeOf = accounts.text.country.pool.map((name) => countryCode(name) ?? country);
  const countryOf = (row: number): string => codeOf[accounts.text.country.codes[row] ?? -1] ?? country;
  const all = Int32Array.from({ length: accounts.rowCount }, (_, row) => row);
  return {
    accounts,
    fileRows: options.fileRows ?? all.map((row) => row + 1),
    rows: options.rows ?? all,
    given: options.given ?? givenIn(accounts),
    countryOf,
    locator,
    postalPlaceOf: postalPlaces(accounts, locator, countryOf),
    policy: context.policy,
    today: dayOf(context.today),
    knownOwners: new Set(context.knownOwners),
    potentialUnit: options.potentialUnit,
    minorPerMajor: minorOf(options.potentialUnit, options.currency ?? context.currency),
    inFile: options.inFile ?? fieldsWithValues(accounts),
  };
}

const minorOf =
  (potentialUnit: PotentialUnit, currency: string) =>
  (field: string): number => {
    if (field === 'potential') return potentialUnit.minorPerMajor;
    return fieldSpec('accounts', field)?.kind === 'money' ? minorPerMajor(currency) : 1;
  };

export function checkAccounts(
  accounts: AccountTable,
  context: IntakeContext,
  options: CheckOptions,
  rules: readonly Rule[] = ALL_RULES,
): Finding[] {
  const told = ruleContext(accounts, context, options);
  return rules.flatMap((rule) => rule.check(told));
}

const dayOf = (iso: string): number => {
  const [year, month, day] = iso.split('-').map(Number);
  return dayNumber(year ?? 0, month ?? 0, day ?? 0) ?? NaN;
};

/** Looked up once a row: several rules ask. */
function postalPlaces(
  accounts: AccountTable,
  locator: Locator,
  countryOf: (row: number) => string,
): (row: number) => GazetteerPlace | null {
  const found = new Array<GazetteerPlace | null | undefined>(accounts.rowCount);
  return (row) => {
    const known = found[row];
    if (known !== undefined) return known;
    const code = textAt(accounts, 'postalCode', row);
    return (found[row] = code === null ? null : locator.postal(countryOf(row), code));
  };
}

function givenIn(accounts: AccountTable): RuleContext['given'] {
  const own = (column: Float64Array): Float64Array =>
    column.map((value, row) => (textOfRow(accounts.text.geoPrecision, row) === 'street' ? value : NaN));
  return { lat: own(accounts.number.lat), lon: own(accounts.number.lon) };
}

function fieldsWithValues(accounts: AccountTable): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const [field, column] of Object.entries(accounts.text)) {
    if (column.codes.some((code) => code >= 0)) fields.add(field);
  }
  for (const [field, column] of Object.entries(accounts.number)) {
    if (column.some((value) => !Number.isNaN(value))) fields.add(field);
  }
  return fields;
}
