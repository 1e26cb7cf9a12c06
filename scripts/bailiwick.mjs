/** `npm run -s bailiwick -- …`: makes the clone ready, then runs the command line in this very process. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './lib/run.mjs';
import { main, setup } from './setup.mjs';

await main(async () => {
  await setup();
  await import(pathToFileURL(join(repository, 'dist/cli/main.mjs')).href);
});
