/** `npm run store -- [COMMAND] …`: without a command, it serves. */
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { migrateCommand } from './commands/migrate.ts';
import { rebuildCommand } from './commands/rebuild.ts';
import { fail } from './commands/say.ts';
import { serve } from './commands/serve.ts';

const COMMANDS: ReadonlyMap<string, (args: readonly string[]) => Promise<void>> = new Map([
  ['serve', serve],
  ['migrate', migrateCommand],
  ['rebuild', rebuildCommand],
  ['backup', backupCommand],
  ['restore', restoreCommand],
]);

const [first = '', ...rest] = process.argv.slice(2);
if (first !== '' && !first.startsWith('-') && !COMMANDS.has(first))
  fail('NO_COMMAND', `There is no command ${first}. There are: ${[...COMMANDS.keys()].join(', ')}.`);
const command = COMMANDS.get(first);
await (command === undefined ? serve(process.argv.slice(2)) : command(rest));
