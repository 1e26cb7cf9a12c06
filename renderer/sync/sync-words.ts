/** Sync in a few words: one line for the whole, one for each version. */
import type { VersionId } from '../../domain/brand.ts';
import { divergences } from '../../domain/merge/lineage.ts';
import type { SyncStatus, VersionSync } from '../../workstation/contract.ts';
import type { StatusKind } from '../ui/Status.tsx';
import { counted, dayAndTime } from '../ui/format.ts';

export interface Said {
  readonly kind: StatusKind;
  readonly words: string;
}

const AWAY: ReadonlySet<string> = new Set(['STORE_UNREACHABLE', 'STORE_BUSY', 'ISSUER_UNREACHABLE']);

/** A laptop is offline for days, and that is as it should be. */
export const isAway = (code: string): boolean => AWAY.has(code);

/** null while no store is set up: then there is nothing to worry about and nothing to say. */
export function overallWords(status: SyncStatus): Said | null {
  if (status.phase === 'off') return null;
  const [alarm] = status.alarms;
  if (alarm !== undefined)
    return {
      kind: 'bad',
      words: alarm.code === 'STORE_RESTORED' ? 'The store was restored' : 'The store shows another past',
    };
  if (status.phase === 'stopped') return { kind: 'bad', words: 'Sync has stopped' };
  if (status.phase === 'signed-out') return { kind: 'warn', words: 'Signed out of the store' };
  const apart = status.versions.filter(({ state }) => state === 'refused' || state === 'damaged').length;
  if (apart > 0) return { kind: 'bad', words: `${counted(apart, 'version', 'versions')} not received` };
  const here = status.versions.filter(({ state }) => state === 'only-here' || state === 'on-its-way').length;
  if (status.phase === 'offline' && status.offlineSince !== null) {
    const waiting = here === 0 ? '' : `, ${here} only here`;
    return { kind: 'warn', words: `Offline since ${since(status.offlineSince, new Date())}${waiting}` };
  }
  if (here > 0) return { kind: 'info', words: `${here} only here` };
  if (status.lastSyncAt === null) return { kind: 'info', words: 'Syncing with the store …' };
  const twice = divergences(nodesOf(status)).length;
  if (twice > 0) return { kind: 'warn', words: `${counted(twice, 'plan', 'plans')} changed twice` };
  const received = status.versions.filter(({ state }) => state === 'received').length;
  if (received === 0) return { kind: 'good', words: 'Connected to the store' };
  const others = status.versions.some(({ state }) => state === 'other-workspace');
  return {
    kind: 'good',
    words: others
      ? `All versions of ${status.settings?.tenant ?? 'this workspace'} received`
      : 'All versions received',
  };
}

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });

/** The hour is enough for today. */
function since(iso: string, now: Date): string {
  const at = new Date(iso);
  return at.toDateString() === now.toDateString() ? clock.format(at) : dayAndTime(iso);
}

type Node = { readonly versionId: VersionId } & NonNullable<VersionSync['facts']>;

/** The versions that can be read, as the graph of versions takes them. */
export const nodesOf = ({ versions }: Pick<SyncStatus, 'versions'>): readonly Node[] =>
  versions.flatMap(({ versionId, facts }) => (facts === null ? [] : [{ versionId, ...facts }]));

const STATES: Readonly<Record<VersionSync['state'], Said>> = {
  'only-here': { kind: 'info', words: 'Only here' },
  'on-its-way': { kind: 'info', words: 'On its way' },
  received: { kind: 'good', words: 'Received by the store' },
  quarantined: { kind: 'bad', words: 'Kept apart' },
  refused: { kind: 'bad', words: 'Refused by the store' },
  damaged: { kind: 'bad', words: 'File damaged' },
  'other-workspace': { kind: 'none', words: 'Stays here' },
};

/** With its place in the store's log: the number that stands in the receipt too. */
export function versionWords({ state, receipt }: VersionSync): Said {
  const said = STATES[state];
  return receipt === null ? said : { ...said, words: `${said.words}, entry ${receipt.index}` };
}
