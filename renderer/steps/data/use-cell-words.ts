import type { CellValue } from '../../../domain/plan/account-table.ts';
import { minorPerMajor } from '../../../domain/intake/potential-unit.ts';
import type { PotentialUnit } from '../../../domain/plan/plan.ts';
import { useSession } from '../../session/session.ts';
import { cellWords } from './model/field-words.ts';

const MONEY: ReadonlySet<string> = new Set(['currentArr', 'revenue', 'historicalRevenue']);

export type CellWords = (field: string, value: CellValue) => string;

/** Stored integers per shown unit, by field. */
const minorOf =
  (currency: string, unit: PotentialUnit) =>
  (field: string): number =>
    field === 'potential' ? unit.minorPerMajor : MONEY.has(field) ? minorPerMajor(currency) : 1;

const cellWordsFor =
  (currency: string, unit: PotentialUnit): CellWords =>
  (field, value) => {
    const words = cellWords(field, value, minorOf(currency, unit));
    if (typeof value !== 'number') return words;
    return field === 'potential'
      ? `${words} ${unit.name}`
      : MONEY.has(field)
        ? `${words} ${currency}`
        : words;
  };

const PLAIN: PotentialUnit = { kind: 'count', name: 'units', minorPerMajor: 1 };

/** Cells in words, in the units of the open plan. */
export function useCellWords(): CellWords {
  const currency = useSession((state) => state.open?.plan.currency ?? 'USD');
  const unit = useSession((state) => state.open?.plan.potentialUnit ?? PLAIN);
  return cellWordsFor(currency, unit);
}

export function useMinorPerMajor(): (field: string) => number {
  const currency = useSession((state) => state.open?.plan.currency ?? 'USD');
  const unit = useSession((state) => state.open?.plan.potentialUnit ?? PLAIN);
  return minorOf(currency, unit);
}
