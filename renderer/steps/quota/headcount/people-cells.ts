/** Hires and leavers as a spreadsheet has them: pasted from one, copied to one. */
import type { CapacityPlan } from '../../../../domain/capacity/capacity-by-month.ts';
import type { HeadcountScenario } from '../../../../domain/capacity/headcount.ts';
import { minorPerMajor } from '../../../../domain/intake/potential-unit.ts';
import { codedError, ok, refuse } from '../../../../domain/result.ts';
import type { Result } from '../../../../domain/result.ts';

export type PeopleColumn = 'hires' | 'leavers';
type People = Pick<HeadcountScenario, PeopleColumn>;

/**
 * Cells from a spreadsheet, put in from a month and column on: months down with one column or two, or along one line.
 * What goes beyond the last month or column is refused, like what is no whole number: nothing is dropped silently.
 */
export function pastedPeople(
  scenario: People,
  at: { readonly column: PeopleColumn; readonly month: number },
  text: string,
): Result<People> {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const cells = lines.map((line) => line.split('\t'));
  const along = cells.length === 1 && (cells[0]?.length ?? 0) > 2;
  const rows = along ? (cells[0] ?? []).map((cell) => [cell]) : cells;
  const columns: readonly PeopleColumn[] = at.column === 'hires' ? ['hires', 'leavers'] : ['leavers'];
  const widest = Math.max(...rows.map((row) => row.length));
  const last = scenario.hires.length;
  if (widest > columns.length)
    return refuse(
      codedError(
        'PASTE_TOO_WIDE',
        `${widest} columns were pasted. Paste hires, or hires and leavers side by side, starting in Hires.`,
      ),
    );
  if (at.month + rows.length > last)
    return refuse(
      codedError(
        'PASTE_TOO_LONG',
        `${rows.length} months were pasted, and from here the scenario has ${last - at.month}. Make it longer first.`,
      ),
    );
  const next = { hires: [...scenario.hires], leavers: [...scenario.leavers] };
  for (const [r, row] of rows.entries())
    for (const [c, cell] of row.entries()) {
      const value = wholeNumber(cell);
      if (value === null)
        return refuse(
          codedError('PASTE_NOT_PEOPLE', `“${cell.trim()}” is not a number of people. Nothing was pasted.`),
        );
      next[columns[c] ?? 'hires'][at.month + r] = value;
    }
  return ok(next);
}

function wholeNumber(cell: string): number | null {
  const text = cell.trim();
  if (text === '' || text === '-' || text === '–') return 0;
  return /^\d{1,6}([.,]0+)?$/.test(text) ? Number.parseInt(text, 10) : null;
}

const HEADER = ['month', 'hires', 'leavers', 'started', 'left', 'on_board', 'ramped_reps', 'needed_reps'];

const figure = (value: number): string => String(Math.round(value * 100) / 100);

/** The table with plain figures and a header, for a spreadsheet. Money in whole units of the currency. */
export function copiedMonths(scenario: HeadcountScenario, plan: CapacityPlan, currency: string): string {
  const money = (minor: number | null): string =>
    minor === null ? '' : String(minor / minorPerMajor(currency));
  const unit = plan.perRep.unit;
  const lines = plan.months.map((month, i) =>
    [
      month.month,
      String(scenario.hires[i] ?? 0),
      String(scenario.leavers[i] ?? 0),
      ...[month.started, month.left, month.onBoard, month.ramped, month.needed].map(figure),
      figure(month.capacity),
      figure(month.demand),
      money(month.quota),
      money(month.target),
    ].join('\t'),
  );
  const header = [...HEADER, `capacity_${unit}`, `demand_${unit}`, `quota_${currency}`, `target_${currency}`];
  return [header.join('\t'), ...lines].join('\n');
}
