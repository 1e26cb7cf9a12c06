import { SEVERITIES, countBySeverity } from '../../domain/intake/finding.ts';
import type { Finding } from '../../domain/intake/finding.ts';
import { FINDING_HEADERS, findingRows, rejectedTable } from '../../domain/intake/findings-table.ts';
import type { Fix, FixCommand } from '../../domain/intake/fix.ts';
import type { IntakeResult } from '../../domain/intake/intake-result.ts';
import { writeCsv } from '../../formats/tabular/write-csv.ts';
import { parseCommandLine, printJson, refuseInput, timeOption } from '../command.ts';
import type { Command, ExitCode } from '../command.ts';
import { intakeOfFiles } from '../intake-files.ts';
import type { IntakeOfFiles } from '../intake-files.ts';
import type { Io } from '../io.ts';

const usage = `Usage: bailiwick intake ACCOUNTS [options]

Reads accounts from a CSV, TSV or .xlsx file, places them, and says what is wrong with them.

  --reps FILE          the roster; owners are checked against it
  --bookings FILE      past bookings, summed onto the accounts
  --map COLUMN=FIELD   read a column (header or number) as a field, or as "none"; may be repeated
  --sheet NAME         the sheet of a workbook (default: the first with rows)
  --country CODE       assumed where the file names no country (default US)
  --currency CODE      assumed where the file names no currency (default USD)
  --at DATE            what "stale" is measured from (default: today)
  --findings FILE      save the findings as CSV
  --rejected FILE      save the rows that could not be read as CSV
  --json               one JSON object on standard output

ACCOUNTS, --reps and --bookings may be gzipped (.csv.gz).

Exit code: 0 when there is something to plan with, whatever the findings and the score say (--json has both);
1 when there is not: no row could be read, or no account could be placed on the map; 2 for a usage or input error.`;

const OPTIONS = {
  reps: { type: 'string' },
  bookings: { type: 'string' },
  map: { type: 'string', multiple: true },
  sheet: { type: 'string' },
  country: { type: 'string' },
  currency: { type: 'string' },
  at: { type: 'string' },
  findings: { type: 'string' },
  rejected: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const intake: Command = {
  name: 'intake',
  summary: 'Read accounts from a file and say what is wrong with them',
  usage,
  async run(argv, io) {
    const parsed = parseCommandLine(argv, OPTIONS, { min: 1, max: 1, what: 'one accounts file' });
    const wantsJson = argv.includes('--json');
    if (!parsed.ok) return refuseInput(io, parsed.errors, wantsJson, usage);
    const { values, positionals } = parsed.value;
    const { reps, bookings, map, sheet, country, currency, at } = values;
    const time = timeOption('at', at, io.now());
    if (!time.ok) return refuseInput(io, time.errors, wantsJson, usage);
    const today = time.value.slice(0, 10);
    const accounts = positionals[0] ?? '';
    for (const path of [values.findings, values.rejected]) {
      const target = path === undefined ? null : await io.canWrite(path);
      if (target?.ok === false) return refuseInput(io, target.errors, wantsJson);
    }
    const result = await intakeOfFiles(io, {
      accounts,
      reps,
      bookings,
      map,
      sheet,
      country,
      currency,
      today,
    });
    if (!result.ok) return refuseInput(io, result.errors, wantsJson, usage);
    const saved = await save(io, result.value, values.findings, values.rejected);
    if (saved !== null) return refuseInput(io, saved, wantsJson);
    if (wantsJson) printJson(io, asJson(result.value));
    else io.out(asText(result.value.accounts));
    return exitCode(result.value.accounts);
  },
};

/** Findings and the score are what was asked for, not a failure; data that no plan can be made of is one. */
const exitCode = ({ accounts, geocoded }: IntakeResult): ExitCode =>
  accounts.rowCount > geocoded.none ? 0 : 1;

async function save(
  io: Io,
  { table, accounts }: IntakeOfFiles,
  findings: string | undefined,
  rejected: string | undefined,
) {
  if (findings !== undefined) {
    const rows = findingRows(accounts.findings);
    const written = await io.writeFile(findings, writeCsv(FINDING_HEADERS, rows, { byteOrderMark: true }));
    if (!written.ok) return written.errors;
  }
  if (rejected !== undefined) {
    const { headers, rows } = rejectedTable(table, accounts.rejected);
    const written = await io.writeFile(rejected, writeCsv(headers, rows, { byteOrderMark: true }));
    if (!written.ok) return written.errors;
  }
  return null;
}

function asJson({ mapping, accounts: result, reps, bookings }: IntakeOfFiles): object {
  return {
    rows: result.rowsInFile,
    accepted: result.accounts.rowCount,
    missing: result.missing,
    findings: result.findings.flatMap((finding) => findingsByRow(finding, result.fileRows)),
    score: result.scorecard.score,
    geocoded: result.geocoded,
    rejected: result.rejected,
    sentinels: result.sentinels,
    scorecard: result.scorecard,
    potentialUnit: result.potentialUnit,
    currency: result.currency,
    territories: result.territories,
    mapping: Object.fromEntries(mapping.columns.map(({ header, field }) => [header, field])),
    unmapped: result.unmapped,
    ...(reps === null
      ? {}
      : { reps: { rows: reps.rowsInFile, accepted: reps.reps.length, findings: plain(reps) } }),
    ...(bookings === null
      ? {}
      : {
          bookings: {
            rows: bookings.rowsInFile,
            matchedBookings: bookings.matchedBookings,
            matchedAccounts: bookings.matchedAccounts,
            total: bookings.total,
            findings: plain(bookings),
          },
        }),
  };
}

const plain = ({ findings }: { readonly findings: readonly Finding[] }): object[] =>
  findings.flatMap((finding) => findingsByRow(finding, new Int32Array(0)));

/** One entry a row of the file, so that a row's faults can be looked up by its number; `null` is the file as a whole. */
function findingsByRow(finding: Finding, fileRows: Int32Array): object[] {
  const { rule, severity, field, value, message } = finding;
  const fix = finding.fix === null ? null : plainFix(finding.fix, fileRows);
  const rows = finding.rows.length === 0 ? [null] : finding.rows;
  return rows.map((row) => ({ rule, severity, row, field, value, message, fix }));
}

/** Rows of a fix as 1-based data rows of the file, like everything else this command prints. */
const plainFix = ({ label, commands }: Fix, fileRows: Int32Array): object => ({
  label,
  commands: commands.map((command: FixCommand) => ({
    ...command,
    rows: Array.from(command.rows, (row) => fileRows[row] ?? null),
    ...(command.type === 'mergeAccounts' ? { into: fileRows[command.into] ?? null } : {}),
  })),
});

function asText(result: IntakeResult): string {
  const counts = countBySeverity(result.findings);
  const byRule = new Map<string, number>();
  for (const { rule, severity } of result.findings) {
    const key = `${severity.padEnd(8)} ${rule}`;
    byRule.set(key, (byRule.get(key) ?? 0) + 1);
  }
  const order = (key: string): number => SEVERITIES.findIndex((severity) => key.startsWith(severity));
  const rules = [...byRule].toSorted((a, b) => order(a[0]) - order(b[0]) || b[1] - a[1]);
  const { scorecard, geocoded } = result;
  return [
    `${result.accounts.rowCount} of ${result.rowsInFile} rows read, ${result.rejected.length} rejected`,
    `Score ${scorecard.score} of 100 (target ${scorecard.target}): ${scorecard.pass ? 'met' : 'not met'}`,
    ...scorecard.kpis.map(({ title, value, pass }) => {
      const shown = value === null ? 'not measurable' : `${(value * 100).toFixed(1)} %`;
      return `  ${title.padEnd(22)} ${shown}${pass === false ? '  (target missed)' : ''}`;
    }),
    `Placed by: ${Object.entries(geocoded)
      .map(([precision, count]) => `${precision} ${count}`)
      .join(', ')}`,
    `Potential in ${result.potentialUnit.name}`,
    `Not stored: ${result.unmapped.join(', ') || 'nothing'}`,
    `${counts.error} errors, ${counts.warning} warnings, ${counts.info} hints`,
    ...rules.map(([key, count]) => `  ${key.padEnd(40)} ${count}`),
  ].join('\n');
}
