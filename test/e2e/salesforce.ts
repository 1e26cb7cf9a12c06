/** A Salesforce for tests: what it would export before and after a plan was loaded. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';

const MODEL = '0MA000000000001AAA';

/** A CRM that stands where the plan began, but for one account that somebody moved there since. */
export function exportsOf(
  bundle: Uint8Array,
  folder: string,
  moved: 'baseline' | 'approved',
): { files: string[]; moves: number } {
  const text = new TextDecoder().decode(unzipSync(bundle)['data/assignments.csv']);
  const rows = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
  const names = [
    ...new Set(rows.flatMap((row) => [row['territory'] ?? '', row['baseline_territory'] ?? ''])),
  ].filter(Boolean);
  const id = (name: string): string => `0MI${String(names.indexOf(name)).padStart(12, '0')}AAA`;
  const movers = rows.filter((row) => row['moved'] === 'true');
  const drifted = movers[0]?.['account_id'];
  const elsewhere =
    names.find((name) => name !== movers[0]?.['territory'] && name !== movers[0]?.['baseline_territory']) ??
    '';
  const links = rows.flatMap((row, i) => {
    const planned = row[moved === 'baseline' ? 'baseline_territory' : 'territory'] ?? '';
    const at = row['account_id'] === drifted ? elsewhere : planned;
    // What was loaded has ids of its own.
    const made = moved === 'approved' && row['moved'] === 'true' && row['account_id'] !== drifted;
    return at === ''
      ? []
      : [
          [
            `${made ? '0TL' : '0TK'}${String(i).padStart(12, '0')}AAA`,
            row['account_id'] ?? '',
            id(at),
            'Territory2Manual',
          ],
        ];
  });
  const tables: Record<string, string[][]> = {
    Account: [['Id', 'Name'], ...rows.map((row) => [row['account_id'] ?? '', row['name'] ?? ''])],
    Territory2Model: [
      ['Id', 'DeveloperName', 'State'],
      [MODEL, 'FY27', 'Planning'],
    ],
    Territory2: [
      ['Id', 'DeveloperName', 'Name', 'Territory2ModelId'],
      ...names.map((name) => [id(name), name.replaceAll(/\W+/g, '_'), name, MODEL]),
    ],
    ObjectTerritory2Association: [['Id', 'ObjectId', 'Territory2Id', 'AssociationCause'], ...links],
  };
  const files = Object.entries(tables).map(([name, table]) => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, Papa.unparse(table));
    return path;
  });
  return { files, moves: movers.length - 1 };
}
