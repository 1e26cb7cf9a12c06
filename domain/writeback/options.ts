/** What a target needs to be told beside its exports. */
import type { QuotaPeriod } from './quota-periods.ts';

export interface TargetOptions {
  readonly quotaPeriod: QuotaPeriod;
  /** Salesforce: DeveloperName of the Territory2Model; else the only one in Planning, else the only one Active. */
  readonly model?: string | undefined;
  /** Salesforce: Territory2TypeId of territories that are made; else that of the model’s other territories. */
  readonly territoryType?: string | undefined;
  /** Salesforce: ForecastingTypeId; else the only one among the exported quotas. */
  readonly forecastingType?: string | undefined;
  /** Dynamics: metricid of goals that are made; else the only one among the exported goals. */
  readonly metric?: string | undefined;
  /** HubSpot and Dynamics: what goals are called. */
  readonly goalName?: string | undefined;
}

/** The one value there is, or null where there is none or a choice. */
export function onlyOne(values: Iterable<string>): string | null {
  const all = new Set([...values].filter((value) => value !== ''));
  const [one] = all;
  return all.size === 1 && one !== undefined ? one : null;
}
