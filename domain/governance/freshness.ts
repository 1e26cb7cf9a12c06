/**
 * How old what a plan is made from may be, source by source (ledger SYN-08): the event by which each source is known to
 * have been refreshed, its target as a figure of the policy, and how it stands now.
 */
import type { IsoTime } from '../brand.ts';

export interface FreshnessTargets {
  /** Minutes; 5 to 15 are customary. */
  readonly crmMinutes: number;
  /** Minutes, for what changed; all of it within `mdmFullDays`. */
  readonly mdmMinutes: number;
  readonly mdmFullDays: number;
  readonly intentMinutes: number;
  readonly biMinutes: number;
  /** A store that was not reached for longer is an alert. */
  readonly syncMinutes: number;
}

export const DEFAULT_FRESHNESS: FreshnessTargets = {
  crmMinutes: 15,
  mdmMinutes: 60,
  mdmFullDays: 7,
  intentMinutes: 24 * 60,
  biMinutes: 5,
  syncMinutes: 30,
};

/** As a policy holds it: what differs from the defaults. */
export type StoredFreshness = { readonly [K in keyof FreshnessTargets]?: FreshnessTargets[K] };

export const freshnessOf = (policy: { readonly freshness?: StoredFreshness }): FreshnessTargets => ({
  ...DEFAULT_FRESHNESS,
  ...policy.freshness,
});

export type SourceEvent =
  'crm.refreshed' | 'mdm.changed' | 'mdm.refreshed' | 'intent.refreshed' | 'bi.refreshed' | 'store.synced';

interface Source {
  readonly event: SourceEvent;
  readonly name: string;
  readonly minutes: (targets: FreshnessTargets) => number;
}

export const SOURCES: readonly Source[] = [
  { event: 'crm.refreshed', name: 'CRM: accounts, sales, territories', minutes: (t) => t.crmMinutes },
  { event: 'mdm.changed', name: 'Master data: changes', minutes: (t) => t.mdmMinutes },
  { event: 'mdm.refreshed', name: 'Master data: all of it', minutes: (t) => t.mdmFullDays * 24 * 60 },
  { event: 'intent.refreshed', name: 'Intent signals', minutes: (t) => t.intentMinutes },
  { event: 'bi.refreshed', name: 'Reports in BI', minutes: (t) => t.biMinutes },
  { event: 'store.synced', name: 'Central store', minutes: (t) => t.syncMinutes },
];

export interface SourceAge {
  readonly event: SourceEvent;
  readonly name: string;
  readonly last: IsoTime | null;
  /** Whole minutes; a clock that went back counts as 0. */
  readonly minutes: number | null;
  readonly target: number;
  /** `none`: never brought in, so there is nothing to be late. */
  readonly state: 'fresh' | 'late' | 'none';
}

export function sourceAges(
  targets: FreshnessTargets,
  last: ReadonlyMap<SourceEvent, IsoTime>,
  now: IsoTime,
): readonly SourceAge[] {
  return SOURCES.map(({ event, name, minutes: targetOf }) => {
    const at = last.get(event) ?? null;
    const target = targetOf(targets);
    if (at === null) return { event, name, last: null, minutes: null, target, state: 'none' };
    const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(at)) / 60_000));
    return { event, name, last: at, minutes, target, state: minutes > target ? 'late' : 'fresh' };
  });
}
