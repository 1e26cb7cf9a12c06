/** One adapter a target; each is a pure function of what was approved and what the target holds. */
import type { CodedError, Result } from '../result.ts';
import type { ApprovedVersion } from './approved-version.ts';
import type { Changes } from './change.ts';
import { csvChanges } from './plain-csv.ts';
import { dynamicsChanges } from './dynamics.ts';
import { hubspotChanges } from './hubspot.ts';
import type { TargetOptions } from './options.ts';
import { salesforceChanges } from './salesforce.ts';
import type { Snapshot } from './snapshot.ts';

export function changesOf(
  version: ApprovedVersion,
  snapshot: Snapshot,
  options: TargetOptions,
): Result<Changes, CodedError> {
  switch (snapshot.target) {
    case 'salesforce':
      return salesforceChanges(version, snapshot, options);
    case 'dynamics':
      return dynamicsChanges(version, snapshot, options);
    case 'hubspot':
      return hubspotChanges(version, snapshot, options);
    case 'csv':
      return csvChanges(version, snapshot);
  }
}
