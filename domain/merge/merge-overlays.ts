/** Three-way over overlays. Versions number their rows differently, so members are compared by account. */
import type { Overlay } from '../plan/overlay.ts';
import { reservedRows } from '../plan/overlay.ts';
import type { Side } from './account-keys.ts';
import type { MergedAccount, Sides } from './merge-accounts.ts';
import type { Decisions, RecordKind } from './merge-records.ts';
import { mergeRecords } from './merge-records.ts';

type KeyedOverlay = Omit<Overlay, 'rows'> & { readonly accounts: readonly string[] };

const OVERLAY: RecordKind<KeyedOverlay> = { kind: 'overlay', id: (o) => o.overlayId, name: (o) => o.name };

/** `accounts` in the order of the rows they get. What comes back agrees: reserved is what a partner has. */
export function mergeOverlays(
  sides: Sides,
  accounts: readonly MergedAccount[],
  decisions: Decisions,
): { readonly overlays: readonly Overlay[]; readonly accounts: readonly MergedAccount[] } {
  const { base, ours, theirs } = sides;
  const keyed = { base: keyedOf(base), ours: keyedOf(ours), theirs: keyedOf(theirs) };
  const rowOf = new Map(accounts.map(({ key }, row) => [key, row]));
  const merged = mergeRecords(OVERLAY, keyed, decisions);
  const overlays = merged.map(({ accounts: keys, ...overlay }): Overlay => {
    const rows = keys.flatMap((key) => rowOf.get(key) ?? []).toSorted((a, b) => a - b);
    return {
      ...overlay,
      rows: rows.filter((row) => overlay.kind !== 'partner' || accounts[row]?.place.standing !== 'active'),
    };
  });
  const reserved = reservedRows(overlays);
  return {
    overlays,
    accounts: accounts.map((account, row) =>
      account.place.standing === 'reserved' && !reserved.has(row)
        ? { ...account, place: { ...account.place, standing: 'active' } }
        : account,
    ),
  };
}

const keyedOf = ({ plan, keys }: Side): readonly KeyedOverlay[] =>
  plan.overlays.map(({ rows, ...overlay }) => ({
    ...overlay,
    accounts: rows.map((row) => keys[row] ?? '').toSorted(),
  }));
