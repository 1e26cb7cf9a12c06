/** What `push`, `pull` and `log` share: which store, signed in as whom, and one round with it. */
import type { Sha256Hex } from '../domain/brand.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { SyncStatus } from '../workstation/contract.ts';
import type { Workstation } from '../workstation/services.ts';
import type { Io } from './io.ts';

export const SYNC_OPTIONS = {
  store: { type: 'string' },
  'store-key': { type: 'string' },
  'token-file': { type: 'string' },
  browser: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export const STORE_HELP = `--store URL         the store to sync with from now on (once; kept in the Bailiwick folder)
--store-key HEX     the fingerprint of the store's key, as whoever runs it says it; asked for with --store
--token-file FILE   a file with the token the store gave you; else it is taken from BAILIWICK_STORE_TOKEN
--browser           sign in with a browser instead: its address is printed, and the command waits five minutes`;

export interface SyncLine {
  readonly store?: string | undefined;
  readonly 'store-key'?: string | undefined;
  readonly 'token-file'?: string | undefined;
  readonly browser?: boolean | undefined;
}

/** Codes: STORE_KEY_NEEDED, TOKEN_NEEDED, SYNC_OFF and those of setting sync up. */
export async function connect(station: Workstation, line: SyncLine, io: Io): Promise<Result<SyncStatus>> {
  if (line.store === undefined) {
    const status = await station.syncStanding();
    if (!status.ok || status.value.settings !== null) return status;
    return refuse(codedError('SYNC_OFF', 'No store is set up. Name it once with --store URL.'));
  }
  const probed = await station.syncProbe({ url: line.store });
  if (!probed.ok) return probed;
  const { url, storeKey } = probed.value;
  if (line['store-key'] === undefined) {
    const message = `The store shows key ${storeKey}. Ask whoever runs it whether that is right, then add --store-key ${storeKey}.`;
    return refuse(codedError('STORE_KEY_NEEDED', message, { storeKey }));
  }
  const pinned = { url, storeKey: line['store-key'] as Sha256Hex };
  if (line.browser === true) return withBrowser(station, pinned, io);
  const token = await tokenFor(line, io);
  return token.ok ? station.syncSetUp({ ...pinned, token: token.value }) : token;
}

async function withBrowser(
  station: Workstation,
  pinned: { readonly url: string; readonly storeKey: Sha256Hex },
  io: Io,
): Promise<Result<SyncStatus>> {
  const begun = await station.syncLogin(pinned);
  if (!begun.ok) return begun;
  io.err(`Open this address in a browser on this machine and sign in:\n${begun.value.open}`);
  return station.syncLoggedIn({});
}

async function tokenFor(line: SyncLine, io: Io): Promise<Result<string>> {
  const path = line['token-file'];
  if (path !== undefined) {
    const file = await io.readFile(path);
    return file.ok ? ok(new TextDecoder().decode(file.value).trim()) : file;
  }
  const token = io.env['BAILIWICK_STORE_TOKEN'] ?? '';
  if (token !== '') return ok(token);
  const message =
    'Put the token the store gave you into BAILIWICK_STORE_TOKEN or a --token-file, never on the command line.';
  return refuse(codedError('TOKEN_NEEDED', message));
}

export const STATE_WORDS = {
  'only-here': 'only here',
  'on-its-way': 'on its way',
  received: 'received',
  quarantined: 'quarantined',
  refused: 'refused',
  damaged: 'damaged',
  'other-workspace': 'stays here',
} as const;

/** One object for `--json`, the same for all three commands. */
export const syncJson = ({ settings, phase, alarms, versions, error, clockSkewMs }: SyncStatus) => ({
  store: settings?.url ?? null,
  tenant: settings?.tenant ?? null,
  phase,
  error,
  clockSkewMs,
  alarms,
  versions: versions.map(({ versionId, state, code, receipt, facts }) => ({
    versionId,
    state,
    code,
    logIndex: receipt?.index ?? null,
    plan: facts?.planName ?? null,
    parents: facts?.parents ?? null,
  })),
});

export function describeVersions({ versions, alarms, error }: SyncStatus): readonly string[] {
  const lines = versions.map(({ versionId, state, code, receipt, facts }) => {
    const place = receipt === null ? '' : `  log ${receipt.index}`;
    const why = code === null ? '' : `  [${code}]`;
    return `${versionId}  ${STATE_WORDS[state].padEnd(11)}  ${facts?.planName ?? ''}${place}${why}`;
  });
  const said = alarms.map(({ code, message }) => `ALARM [${code}] ${message}`);
  return [...said, ...lines, ...(error === null ? [] : [`[${error.code}] ${error.message}`])];
}
