import { STORE_HELP } from '../sync.ts';
import { countOf, syncCommand } from './sync-commands.ts';

const USAGE = `Usage: bailiwick pull [--store URL --store-key HEX [--token-file FILE | --browser]] [--json]

Fetches every version and signature the central store has and this machine lacks. Each is verified under this
machine's keyring; what does not verify is kept apart, in quarantine. Versions of this machine are sent as well.
${STORE_HELP}
Exit code 1 when a version is quarantined or damaged, the store could not be reached, or an alarm stands.`;

export const pull = syncCommand({
  name: 'pull',
  summary: 'fetch versions from the central store',
  usage: USAGE,
  round: true,
  say: (_status, done) => (done === null ? 'Not synced.' : `${countOf(done.fetched)} fetched.`),
  fails: ({ versions }) => versions.some(({ state }) => state === 'quarantined' || state === 'damaged'),
});
