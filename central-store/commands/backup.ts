/** `npm run store -- backup FOLDER [--data FOLDER]`, while the store runs; `npm run store -- restore FOLDER [--data FOLDER]` */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { IsoTime } from '../../domain/brand.ts';
import type { BackupRecord } from '../backup.ts';
import { backUp, restore } from '../backup.ts';
import { bucketOrNull } from '../open-store.ts';
import { fail, orFail, say } from './say.ts';
import { DATA, settingsFor } from './settings.ts';

function foldersOf(args: readonly string[]): { readonly data: string; readonly folder: string } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { data: DATA },
  });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) fail('NO_FOLDER', 'Name one folder of the backup.');
  return { data: resolve(values.data), folder: resolve(folder) };
}

const bucketFor = async (data: string) => orFail(await bucketOrNull(settingsFor(data).bucket));

const counts = ({ logs }: BackupRecord) => ({
  workspaces: logs.length,
  entries: logs.reduce((sum, { size }) => sum + size, 0),
});

export async function backupCommand(args: readonly string[]): Promise<void> {
  const { data, folder } = foldersOf(args);
  const record = orFail(
    await backUp(data, folder, new Date().toISOString() as IsoTime, await bucketFor(data)),
  );
  say({ level: 'info', event: 'backed up', ...counts(record) });
}

export async function restoreCommand(args: readonly string[]): Promise<void> {
  const { data, folder } = foldersOf(args);
  const record = orFail(await restore(folder, data, await bucketFor(data)));
  say({ level: 'info', event: 'restored', of: record.at, ...counts(record) });
}
