/** The trail beside plans, as screens that read their state from it see it. */
import { create } from 'zustand';
import type { AuditLine } from '../../domain/governance/audit.ts';
import { database } from '../session/session.ts';
import { TrailStore } from '../storage/trail-store.ts';

export const useTrail = create<{ readonly events: readonly AuditLine[] }>(() => ({ events: [] }));

export async function loadTrail(): Promise<void> {
  const read = await new TrailStore(database()).read();
  if (read.ok) useTrail.setState({ events: read.value.events });
}
