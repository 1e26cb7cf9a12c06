/** Every rule, in the order its findings are shown: what hinders planning first. */
import { absurdSize } from './absurd-size.ts';
import { closedSite } from './closed-site.ts';
import { countyDisagrees } from './county-disagrees.ts';
import { countyNameDisagrees } from './county-name-disagrees.ts';
import { currencyMix } from './currency-mix.ts';
import { damagedText } from './damaged-text.ts';
import { duplicateAddress } from './duplicate-address.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateNamePlace } from './duplicate-name-place.ts';
import { farFromPostalCode } from './far-from-postal-code.ts';
import { futureDate } from './future-date.ts';
import { invalidCoordinates } from './invalid-coordinates.ts';
import { missingCoordinates } from './missing-coordinates.ts';
import { missingIndustry } from './missing-industry.ts';
import { missingName } from './missing-name.ts';
import { missingOwner } from './missing-owner.ts';
import { missingPotential } from './missing-potential.ts';
import { missingTerritory } from './missing-territory.ts';
import { negativeSize } from './negative-size.ts';
import { notPlaced } from './not-placed.ts';
import { parentCycle } from './parent-cycle.ts';
import { postalCodeInvalid } from './postal-code-invalid.ts';
import { postalCodeUnknown } from './postal-code-unknown.ts';
import type { Rule } from './rule.ts';
import { sharedPoint } from './shared-point.ts';
import { shareOutOfRange } from './share-out-of-range.ts';
import { staleRecord } from './stale-record.ts';
import { stateDisagrees } from './state-disagrees.ts';
import { swappedCoordinates } from './swapped-coordinates.ts';
import { territorySpelling } from './territory-spelling.ts';
import { unknownCountry } from './unknown-country.ts';
import { unknownOwner } from './unknown-owner.ts';
import { unknownParent } from './unknown-parent.ts';
import { unknownState } from './unknown-state.ts';
import { unmappedIndustry } from './unmapped-industry.ts';
import { wrongSignCoordinates } from './wrong-sign-coordinates.ts';
import { zeroCoordinates } from './zero-coordinates.ts';

export const ALL_RULES: readonly Rule[] = [
  duplicateKey,
  notPlaced,
  invalidCoordinates,
  zeroCoordinates,
  swappedCoordinates,
  wrongSignCoordinates,
  parentCycle,
  negativeSize,
  shareOutOfRange,
  currencyMix,
  closedSite,
  farFromPostalCode,
  missingCoordinates,
  postalCodeInvalid,
  postalCodeUnknown,
  stateDisagrees,
  countyDisagrees,
  unknownState,
  unknownCountry,
  duplicateNamePlace,
  duplicateAddress,
  absurdSize,
  missingPotential,
  missingName,
  staleRecord,
  futureDate,
  unknownOwner,
  territorySpelling,
  unmappedIndustry,
  damagedText,
  missingIndustry,
  missingOwner,
  missingTerritory,
  unknownParent,
  sharedPoint,
  countyNameDisagrees,
];
