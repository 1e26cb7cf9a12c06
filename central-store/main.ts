/** `npm run store -- [COMMAND] …`: without a command, it serves. */
import { migrateCommand } from './commands/migrate.ts';
import { fail } from './commands/say.ts';
import { serve } from './commands/serve.ts';

const COMMANDS: ReadonlyMap<string, (args: readonly string[]) => Promise<void>> = new Map([
  ['serve', serve],
  ['migrate', migrateCommand],
]);

const [first = '', ...rest] = process.argv.slice(2);
if (first !== '' && !first.startsWith('-') && !COMMANDS.has(first))
  fail('NO_COMMAND', `There is no command ${first}. There are: ${[...COMMANDS.keys()].join(', ')}.`);
const command = COMMANDS.get(first);
await (command === undefined ? serve(process.argv.slice(2)) : command(rest));
