/** A quarter of a million rows from bytes to accounts that are placed, checked and matched; decoding beside papaparse. */
import Papa from 'papaparse';
import { intakeAccounts } from '../domain/intake/intake-accounts.ts';
import { decodeTable } from '../formats/tabular/decode-table.ts';
import type { Benchmark } from './benchmark.ts';
import { elapsed, median, must, processorSeconds, rounded } from './benchmark.ts';
import { accountMapping, intakeContext, syntheticCsv } from './synthetic-accounts.ts';

const ROWS = 250_000;
const TIMES = 3;

/** What papaparse answers: every cell a string of its own. */
function papaRows(bytes: Uint8Array): number {
  const { data } = Papa.parse<string[]>(new TextDecoder().decode(bytes), { skipEmptyLines: true });
  return data.length - 1;
}

function demandAll(rows: number, by: string): void {
  if (rows !== ROWS) throw new Error(`${by} read ${rows} of ${ROWS} rows`);
}

export const importRows: Benchmark = {
  name: 'import',
  summary: `a CSV of ${ROWS.toLocaleString('en-US')} accounts decoded and taken in`,
  async run() {
    const bytes = await syntheticCsv(ROWS);
    const context = intakeContext();
    const [decoding, taking, papa, processor]: [number[], number[], number[], number[]] = [[], [], [], []];
    for (let i = 0; i < TIMES; i++) {
      globalThis.gc?.();
      papa.push(await elapsed(() => demandAll(papaRows(bytes), 'papaparse')));
      globalThis.gc?.();
      const used = processorSeconds();
      const began = performance.now();
      const table = must(await decodeTable(bytes));
      const decoded = performance.now();
      const { accounts } = intakeAccounts(table, accountMapping(table), context);
      taking.push(performance.now() - decoded);
      processor.push(processorSeconds() - used);
      decoding.push(decoded - began);
      demandAll(accounts.rowCount, 'The intake');
    }
    const rate = (ms: number): number => rounded((ROWS / ms) * 1000);
    const both = decoding.map((ms, i) => ms + (taking[i] ?? Number.NaN));
    return [
      { name: 'size of the file', value: rounded(bytes.length / 1e6), unit: 'MB' },
      { name: 'decoded', value: rate(median(decoding)), unit: 'rows/s' },
      { name: 'papaparse, decoding alone', value: rate(median(papa)), unit: 'rows/s' },
      { name: 'decoding: papaparse time ÷ ours', value: rounded(median(papa) / median(decoding)), unit: '×' },
      { name: 'taken in: read, placed, checked, matched', value: rate(median(taking)), unit: 'rows/s' },
      { name: 'both, from bytes to accounts', value: rate(median(both)), unit: 'rows/s' },
      { name: 'both, from bytes to accounts', value: rounded(median(both) / 1000), unit: 's' },
      { name: 'both, processor time', value: rounded(median(processor)), unit: 's' },
    ];
  },
};
