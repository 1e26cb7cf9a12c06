/** Every file beside plan.json, made from the document alone, so that a verifier can make them again and compare. */
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { reportHtml } from '../report/report.ts';
import { writeCsv } from '../tabular/write-csv.ts';
import type { DataFile } from './bag.ts';
import { utf8 } from './bytes.ts';
import { planXlsx } from './plan-xlsx.ts';
import type { Table } from './tables.ts';
import { assignmentTable, measureTable, moveTable, quotaTable } from './tables.ts';
import { verifyMarkdown } from './verify-md.ts';

export type RenderedFile = Exclude<DataFile, 'data/plan.json' | 'data/audit.jsonl'>;

const csv = (table: Table): Uint8Array =>
  writeCsv(
    table.columns.map((column) => column.header),
    table.rows,
  );

export const planJson = (document: PlanDocument): Uint8Array<ArrayBuffer> =>
  utf8(canonicalJson(document as unknown as Json));

/** Each file with how to make it: a verifier makes them one by one and stops at the first that differs. */
export function renderings(
  plan: Plan,
  document: PlanDocument,
  outlines: string,
): Readonly<Record<RenderedFile, () => Uint8Array>> {
  return {
    'data/VERIFY.md': () => utf8(verifyMarkdown(document)),
    'data/assignments.csv': () => csv(assignmentTable(plan)),
    'data/metrics.csv': () => csv(measureTable(document)),
    'data/moves.csv': () => csv(moveTable(plan)),
    'data/plan.xlsx': () => planXlsx(plan, document),
    'data/quotas.csv': () => csv(quotaTable(plan, document)),
    'data/report.html': () => utf8(reportHtml(plan, document, outlines)),
  };
}
