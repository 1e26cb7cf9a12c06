import { describe, expect, it } from 'vitest';
import { objectSpec } from '../../../domain/writeback/objects.ts';

describe('[SYN-06] [SYN-07] names are the vendors’ own', () => {
  it.each([
    ['salesforce', 'ObjectTerritory2Association', ['ObjectId', 'Territory2Id', 'AssociationCause'], false],
    ['salesforce', 'UserTerritory2Association', ['UserId', 'Territory2Id'], false],
    ['salesforce', 'Territory2', ['DeveloperName', 'Territory2ModelId'], false],
    [
      'salesforce',
      'ForecastingQuota',
      ['ForecastingTypeId', 'StartDate', 'QuotaOwnerId', 'Territory2Id', 'QuotaAmount', 'CurrencyIsoCode'],
      true,
    ],
    ['dynamics', 'territories', ['name'], false],
    ['dynamics', 'goals', ['title', 'targetmoney', 'goalstartdate', 'goalenddate'], true],
    [
      'hubspot',
      'goal_targets',
      ['hs_goal_name', 'hs_target_amount', 'hs_start_datetime', 'hs_end_datetime', 'hubspot_owner_id'],
      true,
    ],
  ] as const)('[SYN-03] %s %s', (target, object, fields, changes) => {
    const found = objectSpec(target, object);
    expect(found?.writable).toEqual(expect.arrayContaining([...fields]));
    // A territory association and a territory are made and deleted, never changed.
    expect(found?.operations.includes('update')).toBe(changes);
  });
});
