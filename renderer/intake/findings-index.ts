import type { Finding } from '../../domain/intake/finding.ts';
import { SEVERITIES } from '../../domain/intake/finding.ts';
import type { Fix, FixCommand } from '../../domain/intake/fix.ts';
import { ALL_RULES } from '../../domain/intake/rules/all-rules.ts';
import type { AccountField, AccountTable, CellValue } from '../../domain/plan/account-table.ts';
import { cellAt, isTextField, NUMBER_FIELDS, textAt } from '../../domain/plan/account-table.ts';
import type { FindingRow, FindingView, FindingWindow, FixChange, RuleGroup } from './findings-api.ts';

const CHANGES_SHOWN = 6;
const TITLES: ReadonlyMap<string, string> = new Map(ALL_RULES.map(({ id, title }) => [id, title]));
const ORDER: ReadonlyMap<string, number> = new Map(ALL_RULES.map(({ id }, i) => [id, i]));

/** Findings of one table, grouped by rule; what a person skipped is kept apart, not thrown away. */
export class FindingsIndex {
  readonly #findings: readonly Finding[];
  readonly #accounts: AccountTable;
  readonly #byRule = new Map<string, number[]>();
  #skipped: ReadonlySet<string>;

  constructor(findings: readonly Finding[], accounts: AccountTable, skipped: ReadonlySet<string>) {
    this.#findings = findings;
    this.#accounts = accounts;
    this.#skipped = skipped;
    findings.forEach((finding, index) => {
      const group = this.#byRule.get(finding.rule);
      if (group === undefined) this.#byRule.set(finding.rule, [index]);
      else group.push(index);
    });
  }

  set skipped(keys: ReadonlySet<string>) {
    this.#skipped = keys;
  }

  /** Errors first, then warnings, then what is only to be known; within those in the order of the rules. */
  groups(): readonly RuleGroup[] {
    const groups = [...this.#byRule].map(([rule, indices]) => this.#group(rule, indices));
    const rank = ({ rule, severity }: RuleGroup): number =>
      SEVERITIES.indexOf(severity) * 1000 + (ORDER.get(rule) ?? 999);
    return groups.toSorted((a, b) => rank(a) - rank(b));
  }

  #group(rule: string, indices: readonly number[]): RuleGroup {
    const open = indices.filter((index) => !this.#isSkipped(index));
    const accounts = new Set(open.flatMap((index) => this.#findings[index]?.accountRows ?? []));
    return {
      rule,
      title: ruleTitle(rule),
      severity: this.#findings[indices[0] ?? 0]?.severity ?? 'info',
      open: open.length,
      fixable: open.filter((index) => (this.#findings[index]?.fix ?? null) !== null).length,
      skipped: indices.length - open.length,
      accounts: accounts.size,
    };
  }

  #isSkipped(index: number): boolean {
    const finding = this.#findings[index];
    return this.#skipped.size > 0 && finding !== undefined && this.#skipped.has(findingKey(finding));
  }

  #indices(rule: string, skipped: boolean): readonly number[] {
    return (this.#byRule.get(rule) ?? []).filter((index) => this.#isSkipped(index) === skipped);
  }

  window(rule: string, skipped: boolean, from: number, count: number): FindingWindow {
    const indices = this.#indices(rule, skipped);
    const findings = indices.slice(from, from + count).map((index) => this.#view(index));
    return { total: indices.length, from, findings: findings.filter((view) => view !== null) };
  }

  #view(index: number): FindingView | null {
    const finding = this.#findings[index];
    if (finding === undefined) return null;
    const accountRow = finding.accountRows[0] ?? null;
    const changes = finding.fix === null ? [] : changesOf(finding.fix, this.#accounts);
    return {
      key: findingKey(finding),
      rule: finding.rule,
      severity: finding.severity,
      row: finding.rows[0] ?? null,
      accountRow,
      moreRows: Math.max(0, finding.rows.length - 1),
      account: accountRow === null ? '' : accountName(this.#accounts, accountRow),
      place: accountRow === null ? '' : placeOf(this.#accounts, accountRow),
      field: finding.field,
      value: finding.value,
      message: finding.message,
      fixLabel: finding.fix?.label ?? null,
      changes: changes.slice(0, CHANGES_SHOWN),
      changeCount: changes.length,
      skipped: this.#isSkipped(index),
    };
  }

  /** The accounts a finding is about, with the cell in question. */
  rowsOf(index: number): readonly FindingRow[] {
    const finding = this.#findings[index];
    if (finding === undefined) return [];
    const field = finding.field;
    return finding.accountRows.map((accountRow, i) => ({
      accountRow,
      row: finding.rows[i] ?? accountRow + 1,
      account: accountName(this.#accounts, accountRow),
      id: textAt(this.#accounts, 'accountId', accountRow),
      place: placeOf(this.#accounts, accountRow),
      value: field !== null && isAccountField(field) ? cellAt(this.#accounts, field, accountRow) : null,
    }));
  }

  /** Every account row the open findings of a rule are about, ascending. */
  accountRowsOf(rule: string): Int32Array {
    const rows = new Set(
      this.#indices(rule, false).flatMap((index) => this.#findings[index]?.accountRows ?? []),
    );
    return Int32Array.from(rows).toSorted();
  }

  /** Fixes as few commands as they come to. A cell or a row two fixes want is the first one's. */
  fixesOf(indices: readonly number[]): readonly FixCommand[] {
    const commands = indices.flatMap((index) => this.#findings[index]?.fix?.commands ?? []);
    return combineFixes(commands);
  }

  /** The finding a key names, or none: asked by key, a question of an older check is never answered with another finding. */
  withKey(key: string): readonly number[] {
    const rule = key.slice(0, key.indexOf('|'));
    const at = (this.#byRule.get(rule) ?? []).find((index) => {
      const finding = this.#findings[index];
      return finding !== undefined && findingKey(finding) === key;
    });
    return at === undefined ? [] : [at];
  }

  fixableOf(rule: string): readonly number[] {
    return this.#indices(rule, false).filter((index) => (this.#findings[index]?.fix ?? null) !== null);
  }

  keysOf(rule: string): readonly string[] {
    return this.#indices(rule, false).flatMap((index) => {
      const finding = this.#findings[index];
      return finding === undefined ? [] : [findingKey(finding)];
    });
  }
}

/** Rows keep their place in a plan and in a file, so rule, row, field and value name a finding from one check to the next. */
export const findingKey = ({ rule, rows, field, value }: Finding): string =>
  `${rule}|${rows.length === 0 ? '' : `${rows[0] ?? ''}+${rows.length - 1}`}|${field ?? ''}|${value ?? ''}`;

/** What reading a file finds has no rule of its own to name it. */
const READING_TITLES: Readonly<Record<string, string>> = {
  sentinel: 'Placeholders taken as missing',
  'text-in-number': 'Text where a number belongs',
  'percent-in-amount': 'Percentage where an amount belongs',
  'unreadable-date': 'Unreadable date',
  'ambiguous-number': 'Numbers that can be read two ways',
  'mixed-decimals': 'Decimal points and commas mixed',
  'ambiguous-date': 'Dates that can be read two ways',
  'mixed-dates': 'Date orders mixed',
  'web-mercator': 'Points in metres, converted',
  'no-potential': 'No column of potential',
  'no-account-id': 'No column of account IDs',
  'missing-id': 'Row without an account ID',
  'no-identity': 'Row without a name and an ID',
  'duplicate-match': 'So alike that they are one account',
  'possible-duplicate': 'May be one account',
  'row-too-short': 'Row with cells missing',
  'row-too-long': 'Row with too many cells',
  'undecodable-text': 'Characters that could not be decoded',
};

/** The rule's own title; its id in words where nobody gave it one. */
export const ruleTitle = (rule: string): string => {
  const words = rule.replaceAll('-', ' ');
  return TITLES.get(rule) ?? READING_TITLES[rule] ?? words.charAt(0).toUpperCase() + words.slice(1);
};

export const accountName = (accounts: AccountTable, row: number): string =>
  textAt(accounts, 'name', row) ?? textAt(accounts, 'accountId', row) ?? `Row ${row + 1}`;

export const placeOf = (accounts: AccountTable, row: number): string =>
  (['city', 'state', 'postalCode'] as const)
    .map((field) => textAt(accounts, field, row))
    .filter((text) => text !== null)
    .join(', ');

const NUMBER_FIELD_SET: ReadonlySet<string> = new Set(NUMBER_FIELDS);
const isAccountField = (field: string): field is AccountField =>
  isTextField(field) || NUMBER_FIELD_SET.has(field);

function changesOf(fix: Fix, accounts: AccountTable): readonly FixChange[] {
  const changes: FixChange[] = [];
  const note = (row: number, field: string, before: CellValue, after: CellValue): void => {
    changes.push({ account: accountName(accounts, row), field, before, after });
  };
  for (const command of fix.commands) {
    if (command.type === 'editCells')
      command.rows.forEach((row, i) =>
        note(row, command.field, cellAt(accounts, command.field, row), command.values[i] ?? null),
      );
    else if (command.type === 'setStanding')
      for (const row of command.rows) note(row, 'standing', 'planned on', command.standing);
    else
      for (const row of command.rows)
        note(row, 'standing', 'planned on', `merged into ${accountName(accounts, command.into)}`);
  }
  return changes;
}

/**
 * The same effect in few commands: edits of one field with one reason are one command, so are rows that take one
 * standing. Merges stay as they are, and go last. What an earlier fix already decided is left out of later ones.
 */
export function combineFixes(commands: readonly FixCommand[]): readonly FixCommand[] {
  const edits = new Map<string, { field: AccountField; reason: string; cells: Map<number, CellValue> }>();
  const standings = new Map<
    string,
    { first: Extract<FixCommand, { type: 'setStanding' }>; rows: Set<number> }
  >();
  const merges: FixCommand[] = [];
  const decidedCells = new Set<string>();
  const decidedRows = new Set<number>();
  for (const command of commands) {
    if (command.type === 'editCells') {
      const key = `${command.field}|${command.reason}`;
      const edit = edits.get(key) ?? { field: command.field, reason: command.reason, cells: new Map() };
      edits.set(key, edit);
      command.rows.forEach((row, i) => {
        if (decidedCells.has(`${command.field}|${row}`)) return;
        decidedCells.add(`${command.field}|${row}`);
        edit.cells.set(row, command.values[i] ?? null);
      });
    } else if (command.type === 'setStanding') {
      const key = `${command.standing}|${command.reason}`;
      const group = standings.get(key) ?? { first: command, rows: new Set() };
      standings.set(key, group);
      for (const row of command.rows) if (!decidedRows.has(row)) group.rows.add(row);
      for (const row of command.rows) decidedRows.add(row);
    } else if (![command.into, ...command.rows].some((row) => decidedRows.has(row))) {
      for (const row of command.rows) decidedRows.add(row);
      merges.push(command);
    }
  }
  return [
    ...[...edits.values()].map(({ field, reason, cells }): FixCommand => {
      const sorted = [...cells].toSorted(([a], [b]) => a - b);
      const rows = Int32Array.from(sorted, ([row]) => row);
      return { type: 'editCells', field, reason, rows, values: sorted.map(([, value]) => value) };
    }),
    ...[...standings.values()].map(({ first, rows }): FixCommand => ({
      ...first,
      rows: Int32Array.from(rows).toSorted(),
    })),
    ...merges,
  ];
}
