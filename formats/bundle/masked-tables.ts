/** The tables of a version for somebody who may not have every column of them (ledger ROL-03). */
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';
import { isMasked } from '../../domain/governance/field-masks.ts';
import type { Role } from '../../domain/governance/role.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { writeCsv } from '../tabular/write-csv.ts';
import type { Table } from './tables.ts';
import { assignmentTable, measureTable, moveTable, quotaTable } from './tables.ts';

export interface MaskedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Headers of the columns that were left out. */
  readonly leftOut: readonly string[];
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
