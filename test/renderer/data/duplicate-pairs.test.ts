import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { matchAccounts } from '../../../domain/intake/identity/match-accounts.ts';
import { ALL_RULES } from '../../../domain/intake/rules/all-rules.ts';
import { ruleContext } from '../../../domain/intake/rules/check-accounts.ts';
import { countUnit } from '../../../domain/intake/potential-unit.ts';
import { duplicatePairs } from '../../../renderer/intake/duplicate-pairs.ts';
import { contextFor, intakeOf } from '../../domain/intake/support.ts';

const FILE = [
  'id,name,street,city,state,zip,beds',
  '1,St. Bernards,225 East Washington Avenue,Jonesboro,AR,72401,378',
  '2,St. Bernards,2712 Highland Drive,Jonesboro,AR,72404,62',
  '3,Mercy,1 Main St,Denver,CO,80202,10',
  '3,Mercy West,9 Oak St,Denver,CO,80204,20',
].join('\n');

it('[IDR-05] calls one ID certain, and one name in one city as alike as street and place say', async () => {
  const { accounts } = await intakeOf(FILE);
  const told = ruleContext(accounts, contextFor(['US']), { potentialUnit: countUnit('beds') });
  const findings = ALL_RULES.flatMap((rule) => rule.check(told));
  const matches = matchAccounts(accounts, told.rows, told.countryOf, DEFAULT_POLICY.dataQuality);
  const pairs = duplicatePairs(matches, findings, told);
  expect(pairs.map(({ a, b }) => [a, b])).toEqual([
    [2, 3],
    [0, 1],
  ]);
  expect(pairs[0]).toMatchObject({ score: 1, because: ['same account ID'] });
  expect(pairs[1]?.because).toEqual(['same name', 'same city']);
  expect(pairs[1]?.score).toBeGreaterThan(0.5);
  expect(pairs[1]?.score).toBeLessThan(0.9);
});
