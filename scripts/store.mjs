/** `npm run store -- …`: makes the clone ready, then runs the central store in this very process. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './lib/run.mjs';
import { main, setup } from './setup.mjs';

await main(async () => {
  await setup();
  await import(pathToFileURL(join(repository, 'dist/central-store/main.mjs')).href);
});
