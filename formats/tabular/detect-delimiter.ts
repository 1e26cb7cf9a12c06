/** Which character separates the cells: the one that cuts the first records into the most equal widths. */
import { scanRecord } from './record-scanner.ts';

const CANDIDATES = [',', ';', '\t', '|'] as const;
const RECORDS = 40;

/** `sep=;` on a first line of its own is Excel's way to say so. */
export const SEPARATOR_LINE = /^sep=(.)(?:\r\n|\n|\r)/i;

export function detectDelimiter(head: string, final: boolean): string {
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of CANDIDATES) {
    const score = agreement(recordWidths(head, delimiter, final));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function recordWidths(head: string, delimiter: string, final: boolean): readonly number[] {
  const widths: number[] = [];
  const record = { cells: [], innerLines: 0, brokenQuoting: false };
  let at = 0;
  while (at < head.length && widths.length < RECORDS) {
    at = scanRecord(head, at, delimiter.charCodeAt(0), final, record);
    if (at < 0) break;
    if (record.cells.length > 1 || record.cells[0] !== '') widths.push(record.cells.length);
  }
  return widths;
}

/** Share of the records as wide as the first that is cut at all (a title may stand above); more columns win between equals; one column is no cut at all. */
function agreement(all: readonly number[]): number {
  const start = all.findIndex((width) => width > 1);
  const widths = start < 0 ? all : all.slice(start);
  const first = widths[0] ?? 1;
  if (first < 2) return 0;
  const same = widths.filter((width) => width === first).length;
  return same / all.length + Math.min(first, 500) / 10_000;
}
