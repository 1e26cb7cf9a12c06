/**
 * Coverage beside the territories (ledger DSN-10): specialists, key-account managers and channel partners work accounts
 * that a territory covers too. An overlay never changes who covers an account first, but for a partner, who covers it
 * instead: such accounts are reserved, take no part in the design, and count in no measure of primary coverage.
 */
import type { OverlayId, RepId } from '../brand.ts';
import type { Plan } from './plan.ts';
import { STANDINGS } from './plan.ts';

/**
 * `specialist` works beside the territory's rep. `key-account` too, and the account keeps the territory it is in when
 * territories are built anew. `partner` has the account reserved.
 */
export const OVERLAY_KINDS = ['specialist', 'key-account', 'partner'] as const;
export type OverlayKind = (typeof OVERLAY_KINDS)[number];

export interface Overlay {
  readonly overlayId: OverlayId;
  readonly name: string;
  readonly kind: OverlayKind;
  /** Who works it, of the roster; empty where nobody of the roster does, as with a partner. */
  readonly repIds: readonly RepId[];
  /** Account rows, ascending. */
  readonly rows: readonly number[];
  /** Share of an account's sales that is credited to the overlay, 0..1. Data for crediting: no measure reads it. */
  readonly credit: number;
  readonly note: string;
}

export const RESERVED = STANDINGS.indexOf('reserved');

/** The overlays of an account; one merged into another hands its overlays on to that one. */
export function overlaysAt(plan: Pick<Plan, 'overlays' | 'mergedInto'>, row: number): readonly Overlay[] {
  return plan.overlays.filter((overlay) =>
    overlay.rows.some((member) => member === row || plan.mergedInto[member] === row),
  );
}

/** For each account row the indices of its overlays; null for a plan without any, so that most pay nothing. */
export function overlayIndex(
  plan: Pick<Plan, 'overlays' | 'mergedInto'>,
): ReadonlyMap<number, readonly number[]> | null {
  if (plan.overlays.length === 0) return null;
  const found = new Map<number, number[]>();
  plan.overlays.forEach(({ rows }, index) => {
    for (const member of rows) {
      const into = plan.mergedInto[member] ?? -1;
      const row = into >= 0 ? into : member;
      const known = found.get(row) ?? [];
      if (!known.includes(index)) found.set(row, [...known, index]);
    }
  });
  return found;
}

/** Rows that partners have reserved. */
export const reservedRows = (overlays: readonly Overlay[]): ReadonlySet<number> =>
  new Set(overlays.filter(({ kind }) => kind === 'partner').flatMap(({ rows }) => rows));

/** 1 for each row whose territory a key-account overlay holds still. */
export function heldByKeyAccount(
  plan: Pick<Plan, 'overlays' | 'mergedInto' | 'accounts'>,
): Uint8Array | null {
  const index = overlayIndex(plan);
  if (index === null) return null;
  const held = new Uint8Array(plan.accounts.rowCount);
  for (const [row, overlays] of index)
    if (overlays.some((o) => plan.overlays[o]?.kind === 'key-account')) held[row] = 1;
  return held;
}
