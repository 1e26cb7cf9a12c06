/** The tables of a version for somebody who may not have every column of them (ledger ROL-03). */
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';
import { isMasked } from '../../domain/governance/field-masks.ts';
import type { Role } from '../../domain/governance/role.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { ROLE_CATALOGUE } from '../../domain/governance/role.ts';
import { writeCsv } from '../tabular/write-csv.ts';
import { utf8 } from './bytes.ts';
import { writeZip } from './write-zip.ts';
import type { Table } from './tables.ts';
import { assignmentTable, measureTable, moveTable, quotaTable } from './tables.ts';

export interface MaskedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Headers of the columns that were left out. */
  readonly leftOut: readonly string[];
}

/** The same as one archive, with a note of what each table lacks, so that nobody takes it for the whole. */
export function maskedArchive(plan: Plan, document: PlanDocument, role: Role): Uint8Array<ArrayBuffer> {
  const tables = maskedTables(plan, document, role);
  const lines = tables.map(
    ({ name, leftOut }) => `${name}: ${leftOut.length === 0 ? 'whole' : `without ${leftOut.join(', ')}`}`,
  );
  const note = `Tables for: ${ROLE_CATALOGUE[role].name}\n${lines.join('\n')}\nThey are not signed; the bundle is.\n`;
  return writeZip(
    new Map([['README.txt', utf8(note)], ...tables.map(({ name, bytes }) => [name, bytes] as const)]),
  );
}

export function maskedTables(plan: Plan, document: PlanDocument, role: Role): readonly MaskedFile[] {
  const tables: readonly (readonly [string, Table])[] = [
    ['assignments.csv', assignmentTable(plan)],
    ['metrics.csv', measureTable(document)],
    ['moves.csv', moveTable(plan)],
    ['quotas.csv', quotaTable(plan, document)],
  ];
  return tables.map(([name, table]) => {
    const headers = table.columns.map((column) => column.header);
    const kept = headers.flatMap((header, i) => (isMasked(header, role) ? [] : [i]));
    const bytes = writeCsv(
      kept.map((i) => headers[i] ?? ''),
      table.rows.map((row) => kept.map((i) => row[i] ?? null)),
    );
    return { name, bytes, leftOut: headers.filter((header) => isMasked(header, role)) };
  });
}
