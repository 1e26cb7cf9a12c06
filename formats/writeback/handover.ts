/**
 * The transition plan of every account that changes hands (ledger DIS-06): from whom, to whom, why, how long they knew
 * each other, and by when it is handed over. As CSV for a mail merge and as HTML to print, one list a receiving rep.
 */
import type { IsoDate } from '../../domain/brand.ts';
import { minorPerMajor } from '../../domain/intake/potential-unit.ts';
import { numberAt, textAt } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { ACTIVE, UNASSIGNED } from '../../domain/plan/plan.ts';
import { reasonCode } from '../../domain/plan/reason-codes.ts';
import { REASON_WORDS } from '../../domain/plan/reason-words.ts';
import { isNamedStrategic } from '../../domain/plan/strategic.ts';
import type { ApprovedVersion } from '../../domain/writeback/approved-version.ts';
import { plusDays } from '../../domain/governance/business-days.ts';
import { accountKey, repNames } from '../bundle/tables.ts';
import { utf8 } from '../bundle/bytes.ts';
import { escapeHtml } from '../report/html.ts';
import { writeCsv } from '../tabular/write-csv.ts';

export interface Handover {
  readonly accountId: string;
  readonly account: string;
  readonly from: string;
  readonly oldRep: string;
  readonly to: string;
  readonly newRep: string;
  readonly because: string;
  readonly tenureMonths: number | null;
  /** Major units. */
  readonly currentArr: number | null;
  readonly introduction: 'joint visit' | 'call' | 'letter';
  readonly by: IsoDate;
}

/** A relationship of a year and more, or a strategic account, is introduced in person; one without sales by letter. */
const JOINT_VISIT_MONTHS = 12;
const DAYS = { 'joint visit': 30, call: 21, letter: 14 } as const;

export function handovers({ plan }: ApprovedVersion, effectiveFrom: IsoDate): readonly Handover[] {
  const rows: Handover[] = [];
  for (let row = 0; row < plan.accounts.rowCount; row++) {
    const from = plan.baseline[row] ?? UNASSIGNED;
    const to = plan.assignment[row] ?? UNASSIGNED;
    if (plan.standing[row] === ACTIVE && from !== UNASSIGNED && from !== to)
      rows.push(handover(plan, row, from, to, effectiveFrom));
  }
  return rows;
}

function handover(plan: Plan, row: number, from: number, to: number, effectiveFrom: IsoDate): Handover {
  const tenure = numberAt(plan.accounts, 'tenureMonths', row);
  const arr = numberAt(plan.accounts, 'currentArr', row);
  const known = isNamedStrategic(plan.accounts, row) || tenure >= JOINT_VISIT_MONTHS;
  const introduction = known ? 'joint visit' : arr > 0 || tenure > 0 ? 'call' : 'letter';
  return {
    accountId: accountKey(plan.accounts, row),
    account: textAt(plan.accounts, 'name', row) ?? '',
    from: plan.territories[from]?.name ?? '',
    oldRep: repNames(plan, from),
    to: plan.territories[to]?.name ?? 'No territory',
    newRep: repNames(plan, to),
    because: REASON_WORDS[reasonCode(plan.reason[row] ?? 0)],
    tenureMonths: Number.isNaN(tenure) ? null : tenure,
    currentArr: Number.isNaN(arr) ? null : arr / minorPerMajor(plan.currency),
    introduction,
    by: plusDays(effectiveFrom, DAYS[introduction]),
  };
}

export const handoverCsv = (rows: readonly Handover[], currency: string): Uint8Array<ArrayBuffer> =>
  writeCsv(
    [
      'account_id',
      'account',
      'from_territory',
      'old_rep',
      'to_territory',
      'new_rep',
      'why',
      'tenure_months',
      `current_arr_${currency.toLowerCase()}`,
      'introduction',
      'by',
    ],
    rows.map((row) => [
      row.accountId,
      row.account,
      row.from,
      row.oldRep,
      row.to,
      row.newRep,
      row.because,
      row.tenureMonths,
      row.currentArr,
      row.introduction,
      row.by,
    ]),
  );

const STYLE =
  'body{font:13px/1.5 system-ui,sans-serif;margin:32px;color:#1d1b16}h1{font-size:20px}h2{font-size:15px;margin:28px 0 6px}table{border-collapse:collapse;width:100%}th,td{padding:4px 8px;border-bottom:1px solid #d8d3c6;text-align:left;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}.box{display:inline-block;width:11px;height:11px;border:1px solid #1d1b16}@media print{h2{break-after:avoid}tr{break-inside:avoid}}';

export function handoverHtml(
  rows: readonly Handover[],
  about: {
    readonly plan: string;
    readonly versionId: string;
    readonly effectiveFrom: IsoDate;
    readonly currency: string;
  },
): Uint8Array<ArrayBuffer> {
  const groups = new Map<string, Handover[]>();
  for (const row of rows) {
    const name = row.newRep === '' ? row.to : `${row.newRep}, ${row.to}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const sections = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, held]) => section(name, held, about.currency));
  return utf8(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Handover</title><style>${STYLE}</style><h1>Accounts that change hands: ${escapeHtml(about.plan)}</h1><p>${rows.length} accounts, effective ${about.effectiveFrom}, version ${about.versionId.slice(0, 8)}. Old and new rep tick a line when the customer has been told.</p>${sections.join('')}</html>\n`,
  );
}

function section(name: string, rows: readonly Handover[], currency: string): string {
  const lines = rows.map(
    (row) =>
      `<tr><td><span class="box"></span></td><td>${escapeHtml(row.account)}<br><small>${escapeHtml(row.accountId)}</small></td><td>${escapeHtml(row.oldRep === '' ? row.from : `${row.oldRep}, ${row.from}`)}</td><td>${escapeHtml(row.because)}</td><td class="n">${row.tenureMonths ?? ''}</td><td class="n">${row.currentArr?.toLocaleString('en-US') ?? ''}</td><td>${row.introduction}</td><td>${row.by}</td></tr>`,
  );
  return `<h2>To ${escapeHtml(name)}: ${rows.length}</h2><table><thead><tr><th></th><th>Account</th><th>From</th><th>Why</th><th>Tenure, months</th><th>ARR, ${escapeHtml(currency)}</th><th>Introduction</th><th>By</th></tr></thead><tbody>${lines.join('')}</tbody></table>`;
}
