import { describe, expect, it } from 'vitest';
import type { HeadcountId } from '../../domain/brand.ts';
import { capacityByMonth } from '../../domain/capacity/capacity-by-month.ts';
import { newScenario } from '../../domain/capacity/new-scenario.ts';
import { accountTableFrom } from '../../domain/plan/account-table.ts';
import { copiedMonths, pastedPeople } from '../../renderer/steps/quota/headcount/people-cells.ts';
import { readRamp } from '../../renderer/steps/quota/headcount/RampField.tsx';
import { planOf, territory } from '../domain/support.ts';

const plan = planOf({
  accounts: accountTableFrom(100, {}, { potential: Array.from({ length: 100 }, () => 1) }),
  territories: [territory(0, { capacity: { value: 110, unit: 'accounts' } })],
});
const scenario = newScenario(plan, 'h' as HeadcountId, 'Base');
const pasted = (text: string, column: 'hires' | 'leavers' = 'hires', month = 0) =>
  pastedPeople(scenario, { column, month }, text);
const code = (text: string, column: 'hires' | 'leavers' = 'hires', month = 0): string | undefined => {
  const read = pasted(text, column, month);
  return read.ok ? undefined : read.errors[0]?.code;
};

describe('a block from a spreadsheet', () => {
  it('[CAP-06] fills hires down from its month, and leavers beside them', () => {
    const down = pasted('1\r\n2\r\n\r\n3\r\n', 'hires', 2);
    expect(down.ok && down.value.hires.slice(0, 7)).toEqual([0, 0, 1, 2, 0, 3, 0]);
    const both = pasted('1\t4\n2\t–\n');
    expect(both.ok && [both.value.hires[1], both.value.leavers[0], both.value.leavers[1]]).toEqual([2, 4, 0]);
  });

  it('[CAP-06] in one line goes along the months', () => {
    const line = pasted('1\t2\t3', 'leavers', 1);
    expect(line.ok && line.value.leavers.slice(0, 5)).toEqual([0, 1, 2, 3, 0]);
  });

  it('[CAP-06] that does not fit, or is no people, is refused whole', () => {
    expect(code('1\n2\n3', 'hires', 10)).toBe('PASTE_TOO_LONG');
    expect(code('1\t2\n3\t4', 'leavers')).toBe('PASTE_TOO_WIDE');
    expect(code('1\nmany')).toBe('PASTE_NOT_PEOPLE');
    expect(code('1\n1.5')).toBe('PASTE_NOT_PEOPLE');
    expect(code('1\n-2')).toBe('PASTE_NOT_PEOPLE');
  });

  it('[CAP-06] goes back as it came: what is copied can be pasted', () => {
    const changed = { ...scenario, hires: scenario.hires.with(3, 2), leavers: scenario.leavers.with(5, 1) };
    const found = capacityByMonth(plan, changed);
    if (!found.ok) throw new Error('refused');
    const lines = copiedMonths(changed, found.value, 'USD').split('\n');
    expect(lines[0]).toContain('month\thires\tleavers');
    expect(lines[0]).toContain('capacity_accounts');
    expect(lines).toHaveLength(13);
    const block = lines.slice(1).map((line) => line.split('\t').slice(1, 3).join('\t'));
    const back = pastedPeople(scenario, { column: 'hires', month: 0 }, block.join('\n'));
    expect(back.ok && back.value).toEqual({ hires: changed.hires, leavers: changed.leavers });
  });
});

it('[CAP-06] a ramp is read as percentages, or not at all', () => {
  expect(readRamp('25 50; 75%\t100')).toEqual([0.25, 0.5, 0.75, 1]);
  expect(readRamp('12,5 50')).toEqual([0.125, 0.5]);
  expect(readRamp('25 fast')).toBeNull();
  expect(readRamp('120')).toBeNull();
  expect(readRamp('')).toBeNull();
});
