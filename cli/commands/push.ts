import { STORE_HELP } from '../sync.ts';
import { countOf, syncCommand } from './sync-commands.ts';

const USAGE = `Usage: bailiwick push [--store URL --store-key HEX [--token-file FILE | --browser]] [--json]

Sends every version of this machine that the central store lacks, and keeps its signed receipts; what the store has
and this machine lacks is fetched in the same round. A version counts as received only with a verified receipt.
${STORE_HELP}
Exit code 1 when a version was not received, the store could not be reached, or an alarm stands.`;

export const push = syncCommand({
  name: 'push',
  summary: 'send versions to the central store',
  usage: USAGE,
  round: true,
  say: (_status, done) => (done === null ? 'Not synced.' : `${countOf(done.sent)} sent.`),
  fails: ({ versions }) => versions.some(({ state }) => state === 'only-here' || state === 'refused'),
});
