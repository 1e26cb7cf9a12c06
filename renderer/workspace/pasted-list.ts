/** Lines pasted from a spreadsheet to account rows and, where a second cell names a territory, to moves. */
import type { Plan } from '../../domain/plan/plan.ts';
import { ACTIVE, UNASSIGNED } from '../../domain/plan/plan.ts';
import { unguardText } from '../../formats/tabular/formula-guard.ts';

interface PastedList {
  /** Accounts named, ascending, each once. */
  readonly rows: Int32Array;
  readonly moves: { readonly rows: Int32Array; readonly territories: Int32Array };
  /** What could not be used, in words with counts; nothing is left out silently. */
  readonly problems: readonly string[];
}

const NAMED = 3;

/** "3 ids are not in this plan: A, B, C". */
function problem(list: readonly string[], one: string, many: string): string | null {
  if (list.length === 0) return null;
  const names = list.slice(0, NAMED).join(', ');
  const rest = list.length > NAMED ? ` and ${list.length - NAMED} more` : '';
  return `${list.length} ${list.length === 1 ? one : many}: ${names}${rest}`;
}

export function readPastedList(plan: Plan, text: string): PastedList {
  const rowOf = rowsById(plan);
  const territoryOf = territoriesByName(plan);
  const targets = new Map<number, number | null>();
  const unknown: string[] = [];
  const noTerritory: string[] = [];
  const twice: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const [id = '', name = ''] = line
      .split(/[\t;,]/)
      .map((cell) => unguardText(cell.trim().replace(/^"(.*)"$/, '$1')));
    if (id === '') continue;
    const row = rowOf.get(id.toLowerCase());
    if (row === undefined) {
      if (!isHeader(id)) unknown.push(id);
      continue;
    }
    const territory = name === '' ? null : territoryOf.get(name.toLowerCase());
    if (territory === undefined) noTerritory.push(name);
    if (targets.has(row)) twice.push(id);
    targets.set(row, territory ?? null);
  }
  const rows = Int32Array.from(targets.keys()).sort();
  const moving = rows.filter((row) => {
    const to = targets.get(row);
    return to !== null && to !== undefined && plan.assignment[row] !== to;
  });
  return {
    rows,
    moves: { rows: moving, territories: moving.map((row) => targets.get(row) ?? UNASSIGNED) },
    problems: [
      problem(unknown, 'id is not in this plan', 'ids are not in this plan'),
      problem([...new Set(noTerritory)], 'territory is not known', 'territories are not known'),
      problem(twice, 'id came twice; the last line counts', 'ids came twice; the last line counts'),
    ].filter((words) => words !== null),
  };
}

const isHeader = (cell: string): boolean => /^(account[ _]?)?(id|number|key)$/i.test(cell);

function rowsById(plan: Plan): ReadonlyMap<string, number> {
  const { pool, codes } = plan.accounts.text.accountId;
  const rows = new Map<string, number>();
  codes.forEach((code, row) => {
    const id = pool[code]?.toLowerCase();
    if (id !== undefined && plan.standing[row] === ACTIVE && !rows.has(id)) rows.set(id, row);
  });
  return rows;
}

function territoriesByName(plan: Plan): ReadonlyMap<string, number> {
  const names = new Map<string, number>([['unassigned', UNASSIGNED]]);
  plan.territories.forEach((territory, index) => {
    if (!territory.retired) names.set(territory.name.trim().toLowerCase(), index);
  });
  return names;
}
