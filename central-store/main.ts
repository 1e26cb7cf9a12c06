/** `npm run store -- [COMMAND] …`: without a command, it serves. Started as a thread, it reads versions. */
import { isMainThread } from 'node:worker_threads';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { migrateCommand } from './commands/migrate.ts';
import { rebuildCommand } from './commands/rebuild.ts';
import { fail } from './commands/say.ts';
import { serve } from './commands/serve.ts';
import { serveReading } from './reading/reading-thread.ts';

const COMMANDS: ReadonlyMap<string, (args: readonly string[]) => Promise<void>> = new Map([
  ['serve', serve],
  ['migrate', migrateCommand],
  ['rebuild', rebuildCommand],
  ['backup', backupCommand],
  ['restore', restoreCommand],
]);

async function run(args: readonly string[]): Promise<void> {
  const [first = '', ...rest] = args;
  if (first !== '' && !first.startsWith('-') && !COMMANDS.has(first))
    fail('NO_COMMAND', `There is no command ${first}. There are: ${[...COMMANDS.keys()].join(', ')}.`);
  const command = COMMANDS.get(first);
  await (command === undefined ? serve(args) : command(rest));
}

if (isMainThread) await run(process.argv.slice(2));
else serveReading();
