/** Making an empty embedded database takes seconds: it is made once for all tests, and copied. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbedded } from '../../central-store/database/embedded.ts';
import { MIGRATIONS } from '../../central-store/database/migrations/all.ts';
import { utf8 } from '../../formats/bundle/bytes.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { must } from '../formats/bundle/sample.ts';

const build = join(import.meta.dirname, '../../.build');
const pgliteVersion = (): string =>
  readFileSync(join(import.meta.dirname, '../../node_modules/@electric-sql/pglite/package.json'), 'utf8');
/** Another one for other tables or another PGlite. */
const templateOf = (): string => {
  const version = sha256Of(utf8(JSON.stringify([MIGRATIONS, pgliteVersion()])));
  return join(build, `store-index.${version.slice(0, 16)}`);
};

export async function makeTemplate(): Promise<void> {
  const template = templateOf();
  if (existsSync(template)) return;
  await mkdir(build, { recursive: true });
  const made = await mkdtemp(join(build, 'store-index-'));
  await must(await openEmbedded(made)).close();
  // Of two that make it, the second finds it made.
  await rename(made, template).catch(() => rm(made, { recursive: true, force: true, maxRetries: 10 }));
}

/** Into a store's folder that has no index yet. */
export function layIndex(data: string): void {
  if (existsSync(join(data, 'index'))) return;
  cpSync(join(templateOf(), 'index'), join(data, 'index'), { recursive: true });
}
