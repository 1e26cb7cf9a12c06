import { decideDateOrder } from '../../domain/intake/parse/date.ts';
import { decideDecimalSeparator } from '../../domain/intake/parse/decimal-separator.ts';
import type { RawTable } from '../../domain/intake/raw-table.ts';
import type { TextColumn } from '../../domain/plan/account-table.ts';
import type { ColumnSample } from './intake-api.ts';

const SAMPLES = 4;
const SAMPLE_LENGTH = 60;

/** How many different values decide how a column writes its numbers and dates. */
const DECIDING = 2000;

/** The first few different values of every column, how many cells are filled, and how it seems to be written. */
export function columnSamples(table: RawTable): readonly ColumnSample[] {
  return table.headers.map((header, column) => {
    const cells = table.columns[column] ?? { pool: [], codes: new Int32Array() };
    const values = cells.pool.slice(0, DECIDING);
    return {
      header,
      samples: firstValues(cells),
      filled: filledCells(cells),
      decimal: decideDecimalSeparator(values),
      dates: decideDateOrder(values),
    };
  });
}

function filledCells({ codes }: TextColumn): number {
  let filled = 0;
  for (const code of codes) if (code !== -1) filled++;
  return filled;
}

function firstValues({ pool, codes }: TextColumn): readonly string[] {
  const seen = new Set<number>();
  for (const code of codes) {
    if (code === -1 || seen.has(code)) continue;
    seen.add(code);
    if (seen.size === SAMPLES) break;
  }
  return [...seen].map((code) => shortened(pool[code] ?? ''));
}

const shortened = (text: string): string =>
  text.length > SAMPLE_LENGTH ? `${text.slice(0, SAMPLE_LENGTH - 1)}…` : text;
