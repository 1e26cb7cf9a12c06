import { join } from 'node:path';
import { DATA_FILES } from '../../formats/bundle/bag.ts';
import type { Command } from '../command.ts';
import { parseCommandLine, printJson, refuseInput } from '../command.ts';
import { readBundleFile } from '../read-bundle.ts';

const USAGE = `Usage: bailiwick export BUNDLE --csv FOLDER [--json]

Writes assignments.csv, quotas.csv, moves.csv and metrics.csv of a bundle into FOLDER, exactly as they were signed.
It does not verify the bundle: bailiwick verify does.`;

const OPTIONS = { csv: { type: 'string' }, json: { type: 'boolean' } } as const;

export const exportCommand: Command = {
  name: 'export',
  summary: 'write the tables of a bundle as CSV files',
  usage: USAGE,
  async run(argv, io) {
    const asked = argv.includes('--json');
    const line = parseCommandLine(argv, OPTIONS, { min: 1, max: 1, what: 'one BUNDLE' });
    if (!line.ok) return refuseInput(io, line.errors, asked, USAGE);
    const { values, positionals } = line.value;
    if (values.csv === undefined) {
      const error = { code: 'USAGE', message: 'Say where to: --csv FOLDER.' };
      return refuseInput(io, [error], asked, USAGE);
    }
    const bundle = await readBundleFile(io, positionals[0] ?? '');
    if (!bundle.ok) return refuseInput(io, bundle.errors, asked);
    const files: string[] = [];
    for (const name of DATA_FILES.filter((file) => file.endsWith('.csv'))) {
      const path = join(values.csv, name.slice('data/'.length));
      const written = await io.writeFile(path, bundle.value.bag.get(name) ?? new Uint8Array());
      if (!written.ok) return refuseInput(io, written.errors, asked);
      files.push(path);
    }
    if (values.json === true) printJson(io, { versionId: bundle.value.versionId, files });
    else io.out(files.join('\n'));
    return 0;
  },
};
