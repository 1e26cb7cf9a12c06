import { STORE_HELP } from '../sync.ts';
import { countOf, syncCommand } from './sync-commands.ts';

const USAGE = `Usage: bailiwick log [--store URL --store-key HEX [--token-file FILE | --browser]] [--json]

Says where every version of this machine stands: only here, received (with its place in the store's log),
quarantined, refused or damaged. It asks the store nothing.
${STORE_HELP}
Exit code 1 when an alarm stands: the store was restored from an older backup, or shows another past than before.`;

export const log = syncCommand({
  name: 'log',
  summary: 'say where every version stands with the store',
  usage: USAGE,
  round: false,
  say: ({ settings, versions }) =>
    `${countOf(versions.length)}, synced with ${settings?.url ?? 'no store'} as ${settings?.subject ?? 'nobody'}.`,
  fails: () => false,
});
