/** What reading the columns found: counts of missing cells, sentinels, and findings about single cells and whole columns. */
import type { RawTable, TableFault } from './raw-table.ts';
import type { Finding, Severity } from './finding.ts';
import type { Fix } from './fix.ts';
import type { RejectedRow } from './intake-result.ts';
import { isoOfDay } from './parse/date.ts';
import type { NumberReading } from './read-number-column.ts';
import type { Sentinels, TextReading } from './read-text-column.ts';

export class IntakeNotes {
  readonly findings: Finding[] = [];
  readonly missing: Record<string, number> = {};
  readonly sentinels: Record<string, Record<string, number>> = {};
  /** 0-based raw row of every entry read. */
  readonly #rows: Int32Array;

  constructor(rows: Int32Array) {
    this.#rows = rows;
  }

  add(
    rule: string,
    severity: Severity,
    entries: readonly number[],
    field: string | null,
    value: string | null,
    message: string,
    fix: Fix | null = null,
  ): void {
    const rows = entries.map((entry) => (this.#rows[entry] ?? 0) + 1);
    this.findings.push({ rule, severity, rows, accountRows: entries, field, value, message, fix });
  }

  text(field: string, header: string, reading: TextReading): void {
    this.missing[field] = reading.missing;
    this.#sentinels(field, header, reading.sentinels);
  }

  number(field: string, header: string, reading: NumberReading): void {
    this.missing[field] = reading.missing;
    this.#sentinels(field, header, reading.sentinels);
    for (const [text, entries] of reading.unreadable) {
      const wanted = reading.dateOrder === null ? 'number' : 'date';
      const message = `"${text}" in ${header} is not a ${wanted}. The cell was taken as missing; correct it in the file.`;
      this.add(
        wanted === 'date' ? 'unreadable-date' : 'text-in-number',
        'warning',
        entries,
        field,
        text,
        message,
      );
    }
    this.#decimal(field, header, reading);
    this.#dateOrder(field, header, reading);
  }

  #sentinels(field: string, header: string, sentinels: Sentinels): void {
    for (const [text, entries] of sentinels) {
      (this.sentinels[field] ??= {})[text] = entries.length;
      const where = entries.length === 1 ? '1 row' : `${entries.length} rows`;
      const message = `"${text}" in ${header} stands for "not known" and was taken as missing, on ${where}.`;
      this.add('sentinel', 'info', entries, field, text, message);
    }
  }

  #decimal(field: string, header: string, { decimal }: NumberReading): void {
    if (decimal === null || decimal.example === null) return;
    const [separator, other] = decimal.separator === '.' ? ['point', 'comma'] : ['comma', 'point'];
    if (decimal.ambiguous) {
      const message = `Numbers like "${decimal.example}" in ${header} can be read two ways, and no value of the column settles it. They were read with a decimal ${separator}; choose ${other} in the mapping if that is wrong.`;
      this.add('ambiguous-number', 'warning', [], field, decimal.example, message);
    } else if (decimal.against > 0) {
      const message = `${header} mixes decimal points and commas: most values use the ${separator}, "${decimal.example}" does not. Check ${decimal.against} values.`;
      this.add('mixed-decimals', 'warning', [], field, decimal.example, message);
    }
  }

  #dateOrder(field: string, header: string, reading: NumberReading): void {
    const decision = reading.dateOrder;
    if (decision === null || decision.example === null) return;
    const order = decision.order === 'dmy' ? 'day first' : 'month first';
    if (decision.ambiguous) {
      const day = reading.values.find((value) => !Number.isNaN(value));
      const as = day === undefined ? '' : ` (the first is ${isoOfDay(day)})`;
      const message = `Dates like "${decision.example}" in ${header} can be read two ways, and none settles it. They were read ${order}${as}; change it in the mapping if that is wrong.`;
      this.add('ambiguous-date', 'warning', [], field, decision.example, message);
    } else if (decision.against > 0) {
      const message = `${header} mixes day-first and month-first dates: read ${order}, "${decision.example}" is no date. Check ${decision.against} values.`;
      this.add('mixed-dates', 'warning', [], field, decision.example, message);
    }
  }

  /** Rows that could not become accounts. */
  rejected(rows: readonly RejectedRow[]): void {
    for (const { row, code, reason, text } of rows) {
      this.findings.push({
        rule: code.toLowerCase().replaceAll('_', '-'),
        severity: 'error',
        rows: [row],
        accountRows: [],
        field: null,
        value: text,
        message: reason,
        fix: null,
      });
    }
  }

  /** Faults of the file's form, as findings; `entryOf` answers -1 for rejected rows. */
  faults(table: RawTable, entryOf: Int32Array): void {
    for (const fault of table.faults) {
      const entry = fault.row === null ? -1 : (entryOf[fault.row - 1] ?? -1);
      this.findings.push({
        rule: fault.code.toLowerCase().replaceAll('_', '-'),
        severity: severityOf(fault),
        rows: fault.row === null ? [] : [fault.row],
        accountRows: entry < 0 ? [] : [entry],
        field: null,
        value: fault.text === '' ? null : fault.text,
        message: fault.message,
        fix: null,
      });
    }
  }
}

const severityOf = ({ code, rejectsRow, row }: TableFault): Severity =>
  rejectsRow || code === 'PATIENT_DATA' ? 'error' : row === null ? 'info' : 'warning';
