/** What a person does with overlays: each is one command, so each is one undo. */
import type { OverlayId } from '../../domain/brand.ts';
import type { Overlay, OverlayKind } from '../../domain/plan/overlay.ts';
import { clearFilter, setFilter } from './filter-store.ts';
import { showRows } from './map-view.ts';
import { commit } from '../session/session.ts';

export const OVERLAY_WORDS: Readonly<Record<OverlayKind, string>> = {
  specialist: 'Specialist, beside the territory',
  'key-account': 'Key account, stays where it is',
  partner: 'Partner, reserved from territories',
};

export async function newOverlay(
  overlay: Omit<Overlay, 'overlayId' | 'rows' | 'note'>,
  rows: Int32Array,
): Promise<boolean> {
  const overlayId = `overlay-${crypto.randomUUID()}` as OverlayId;
  const made: Overlay = { ...overlay, overlayId, rows: Array.from(rows), note: '' };
  return (await commit({ type: 'setOverlay', overlay: made })).ok;
}

export const addToOverlay = (overlay: Overlay, rows: Int32Array): void =>
  void commit({ type: 'setOverlay', overlay: { ...overlay, rows: [...overlay.rows, ...rows] } });

/** The last accounts of an overlay take it with them. */
export function takeFromOverlay(overlay: Overlay, rows: Int32Array): void {
  const gone = new Set(rows);
  const left = overlay.rows.filter((row) => !gone.has(row));
  if (left.length === 0) endOverlay(overlay);
  else void commit({ type: 'setOverlay', overlay: { ...overlay, rows: left } });
}

/** Brings its accounts forward on the map, and lists them alone. */
export function showOverlay({ overlayId, rows }: Overlay): void {
  clearFilter();
  setFilter({ only: `overlay:${overlayId}` });
  showRows(rows);
}

export const endOverlay = ({ overlayId }: Overlay): void => void commit({ type: 'removeOverlay', overlayId });
