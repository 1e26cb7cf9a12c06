/** `npm run store -- rebuild [--data FOLDER]`: the index anew, from the blobs and the logs. The store must not run. */
import { parseArgs } from 'node:util';
import { openStore } from '../open-store.ts';
import { TenantFiles, tenantsOf } from '../tenant-files.ts';
import { fail, orFail, say } from './say.ts';
import { DATA, settingsFor } from './settings.ts';

export async function rebuildCommand(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { data: DATA } });
  const lost = (): never => fail('DATABASE_LOST', 'The connection to the database broke. Begin again.');
  const store = orFail(await openStore(settingsFor(values.data), lost));
  for (const tenant of await tenantsOf(values.data)) {
    const files = await TenantFiles.open(values.data, tenant, store.database, store.blobsOf);
    await files.rebuild();
    say({ level: 'info', event: 'rebuilt', entries: files.log.length });
  }
  await store.close();
}
