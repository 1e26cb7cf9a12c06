import { join } from 'node:path';
import type { Role } from '../../domain/governance/role.ts';
import { ROLES } from '../../domain/governance/role.ts';
import { DATA_FILES } from '../../formats/bundle/bag.ts';
import type { MaskedFile } from '../../formats/bundle/masked-tables.ts';
import { maskedTables } from '../../formats/bundle/masked-tables.ts';
import type { OpenedBundle } from '../../formats/bundle/read-bundle.ts';
import type { Command } from '../command.ts';
import { parseCommandLine, printJson, refuseInput } from '../command.ts';
import { readBundleFile } from '../read-bundle.ts';

const USAGE = `Usage: bailiwick export BUNDLE --csv FOLDER [--for ROLE] [--json]

Writes assignments.csv, quotas.csv, moves.csv and metrics.csv of a bundle into FOLDER, exactly as they were signed. With --for,
the columns that role may not have (pay, enriched values, names of people) are left out and named.
It does not verify the bundle: bailiwick verify does.`;

const OPTIONS = { csv: { type: 'string' }, for: { type: 'string' }, json: { type: 'boolean' } } as const;

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
    const role = ROLES.find((one) => one === values.for);
    if (values.for !== undefined && role === undefined) {
      const error = {
        code: 'USAGE',
        message: `--for must be one of ${ROLES.join(', ')}, not "${values.for}".`,
      };
      return refuseInput(io, [error], asked, USAGE);
    }
    const bundle = await readBundleFile(io, positionals[0] ?? '');
    if (!bundle.ok) return refuseInput(io, bundle.errors, asked);
    const files: string[] = [];
    const tables = tablesOf(bundle.value, role);
    for (const { name, bytes } of tables) {
      const path = join(values.csv, name);
      const written = await io.writeFile(path, bytes);
      if (!written.ok) return refuseInput(io, written.errors, asked);
      files.push(path);
    }
    const leftOut = tables.flatMap((table) => table.leftOut.map((header) => `${table.name} ${header}`));
    if (values.json === true) printJson(io, { versionId: bundle.value.versionId, files, leftOut });
    else io.out([...files, ...leftOut.map((one) => `left out: ${one}`)].join('\n'));
    return 0;
  },
};

/** As signed for whoever may have all of it; made anew without what the role may not have. */
const tablesOf = ({ bag, plan, document }: OpenedBundle, role: Role | undefined) =>
  role === undefined
    ? DATA_FILES.filter((file) => file.endsWith('.csv')).map(
        (file): Pick<MaskedFile, 'name' | 'leftOut'> & { readonly bytes: Uint8Array } => ({
          name: file.slice('data/'.length),
          bytes: bag.get(file) ?? new Uint8Array(),
          leftOut: [],
        }),
      )
    : maskedTables(plan, document, role);
