/** Files of accounts, reps and bookings from the command line to intake results; shared by `intake` and `plan`. */
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DEFAULT_POLICY } from '../domain/governance/policy.ts';
import type { Policy } from '../domain/governance/policy.ts';
import type { Gazetteer } from '../domain/geo/gazetteer.ts';
import { gazetteersFor } from '../domain/intake/countries-in.ts';
import { fieldsOf } from '../domain/intake/fields.ts';
import { intakeAccountsInSteps } from '../domain/intake/intake-accounts.ts';
import { intakeBookings } from '../domain/intake/intake-bookings.ts';
import type { IntakeContext } from '../domain/intake/intake-context.ts';
import { intakeReps } from '../domain/intake/intake-reps.ts';
import type { BookingsIntakeResult, IntakeResult, RepIntakeResult } from '../domain/intake/intake-result.ts';
import { chooseField } from '../domain/intake/mapping.ts';
import type { ColumnMapping, Family } from '../domain/intake/mapping.ts';
import { potentialUnitFor } from '../domain/intake/potential-unit.ts';
import { proposeMapping } from '../domain/intake/propose-mapping.ts';
import type { RawTable } from '../domain/intake/raw-table.ts';
import { withoutPatientData } from '../domain/privacy/patient-data.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { decodeGazetteer } from '../formats/gazetteer/decode-gazetteer.ts';
import { decodeTable } from '../formats/tabular/decode-table.ts';
import { assetFolder } from './asset-folder.ts';
import { naming } from './command.ts';
import type { Io } from './io.ts';

export interface IntakeFiles {
  readonly accounts: string;
  readonly reps?: string | undefined;
  readonly bookings?: string | undefined;
  /** `COLUMN=FIELD`: a header (or its 1-based place) and a field, or `none`. */
  readonly map?: readonly string[] | undefined;
  readonly sheet?: string | undefined;
  /** ISO 4217 and ISO 3166 alpha-2, where the files name none. */
  readonly currency?: string | undefined;
  readonly country?: string | undefined;
  readonly policy?: Policy | undefined;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

export interface IntakeOfFiles {
  readonly table: RawTable;
  readonly mapping: ColumnMapping;
  /** With the bookings' revenue, where bookings were given. */
  readonly accounts: IntakeResult;
  readonly reps: RepIntakeResult | null;
  readonly bookings: BookingsIntakeResult | null;
}

export async function intakeOfFiles(io: Io, files: IntakeFiles): Promise<Result<IntakeOfFiles>> {
  const read = await readTable(io, files.accounts, files.sheet);
  if (!read.ok) return read;
  const table = read.value;
  const currency = files.currency ?? 'USD';
  const mapped = mappingFor(table, 'accounts', files.map ?? [], currency);
  if (!mapped.ok) return mapped;
  const country = files.country?.toUpperCase() ?? 'US';
  const loaded = await loadGazetteers(io, gazetteersFor(table, mapped.value, country));
  if (!loaded.ok) return loaded;
  const policy = files.policy ?? DEFAULT_POLICY;
  const context = { policy, gazetteers: loaded.value, today: files.today, currency, country };
  const roster = await repsOf(io, files.reps, context);
  if (!roster.ok) return roster;
  const knownOwners = roster.value?.reps.map((rep) => rep.name) ?? [];
  const accounts = runSteps(io, table, mapped.value, { ...context, knownOwners });
  const bookings = await bookingsOf(io, files.bookings, accounts, context);
  if (!bookings.ok) return bookings;
  const withRevenue = bookings.value === null ? accounts : { ...accounts, accounts: bookings.value.accounts };
  return ok({
    table,
    mapping: mapped.value,
    accounts: withRevenue,
    reps: roster.value,
    bookings: bookings.value,
  });
}

export async function readTable(io: Io, path: string, sheet?: string): Promise<Result<RawTable>> {
  const bytes = await io.readFile(path);
  if (!bytes.ok) return bytes;
  io.err(`Reading ${path}`);
  const plain = unpacked(bytes.value);
  if (!plain.ok) return naming(path, plain);
  const table = await decodeTable(plain.value, sheet === undefined ? {} : { sheet });
  return naming(path, table.ok ? ok(withoutPatientData(table.value)) : table);
}

/** Portals hand out .csv.gz: its content, up to a gigabyte. Error: GZIP_UNREADABLE. */
function unpacked(bytes: Uint8Array): Result<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return ok(bytes);
  try {
    return ok(new Uint8Array(gunzipSync(bytes, { maxOutputLength: 2 ** 30 })));
  } catch {
    return refuse(
      codedError('GZIP_UNREADABLE', 'The gzip file is cut short, damaged or too large. Unpack it first.'),
    );
  }
}

export async function loadGazetteers(
  io: Io,
  countries: readonly string[],
): Promise<Result<ReadonlyMap<string, Gazetteer>>> {
  const folder = assetFolder('gazetteer');
  if (folder === null)
    return refuse(codedError('NO_GAZETTEER', 'assets/gazetteer is missing. Reinstall Bailiwick.'));
  const gazetteers = new Map<string, Gazetteer>();
  for (const country of countries) {
    const bytes = await io.readFile(join(folder, `${country}.json`));
    if (!bytes.ok) return bytes;
    const gazetteer = decodeGazetteer(bytes.value);
    if (!gazetteer.ok) return gazetteer;
    gazetteers.set(country, gazetteer.value);
  }
  return ok(gazetteers);
}

/** The proposed mapping with the choices of `--map`. Error: USAGE. */
export function mappingFor(
  table: RawTable,
  family: Family,
  choices: readonly string[],
  currency: string,
): Result<ColumnMapping> {
  let mapping = proposeMapping(table, family, { currency });
  for (const choice of choices) {
    const [, name = '', field = ''] = /^(.*)=([^=]*)$/.exec(choice) ?? [];
    const column = columnNamed(table, name);
    if (column < 0) {
      return refuse(
        codedError(
          'USAGE',
          `--map ${choice}: there is no column "${name}". Columns: ${table.headers.join(', ')}.`,
        ),
      );
    }
    const known = fieldsOf(family).map((spec) => spec.field);
    if (field !== 'none' && !known.includes(field)) {
      return refuse(
        codedError(
          'USAGE',
          `--map ${choice}: there is no field "${field}". Fields: none, ${known.join(', ')}.`,
        ),
      );
    }
    mapping = chooseField(mapping, column, field === 'none' ? null : field);
  }
  const potential = mapping.columns.find((column) => column.field === 'potential');
  const unit = potential === undefined ? null : potentialUnitFor(table, potential, currency);
  return ok({ ...mapping, potentialUnit: unit });
}

function columnNamed(table: RawTable, name: string): number {
  const wanted = name.trim().toLowerCase();
  const exact = table.headers.findIndex((header) => header.trim().toLowerCase() === wanted);
  return exact >= 0 || !/^\d+$/.test(wanted) || Number(wanted) > table.headers.length
    ? exact
    : Number(wanted) - 1;
}

function runSteps(io: Io, table: RawTable, mapping: ColumnMapping, context: IntakeContext): IntakeResult {
  const steps = intakeAccountsInSteps(table, mapping, context);
  let stage = '';
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (step.value.stage !== stage) io.err(`${table.rowCount} rows: ${step.value.stage}`);
    stage = step.value.stage;
  }
}

async function repsOf(
  io: Io,
  path: string | undefined,
  context: IntakeContext,
): Promise<Result<RepIntakeResult | null>> {
  if (path === undefined) return ok(null);
  const table = await readTable(io, path);
  if (!table.ok) return table;
  return ok(intakeReps(table.value, proposeMapping(table.value, 'reps'), context));
}

async function bookingsOf(
  io: Io,
  path: string | undefined,
  accounts: IntakeResult,
  context: IntakeContext,
): Promise<Result<BookingsIntakeResult | null>> {
  if (path === undefined) return ok(null);
  const table = await readTable(io, path);
  if (!table.ok) return table;
  const mapping = proposeMapping(table.value, 'bookings');
  return ok(intakeBookings(table.value, mapping, accounts.accounts, context));
}
