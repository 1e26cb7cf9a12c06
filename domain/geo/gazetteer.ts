/** Postal codes and places of one country, for placing accounts without a network. Data: GeoNames, CC BY 4.0. */
import { foldName } from './fold-name.ts';

export interface GazetteerPlace {
  readonly lat: number;
  readonly lon: number;
  /** Index into `states`; -1 unknown. */
  readonly state: number;
  /** Index into `counties`; -1 unknown. */
  readonly county: number;
}

export interface GazetteerState {
  /** As the source codes it: `CA`, `BY`, `ENG`. */
  readonly code: string;
  readonly name: string;
  /** Mean of its postal codes. */
  readonly lat: number;
  readonly lon: number;
}

export interface GazetteerCounty {
  readonly name: string;
  /** As the source codes it (US: three digits within the state); empty where it does not. */
  readonly code: string;
}

export interface Gazetteer {
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly states: readonly GazetteerState[];
  readonly counties: readonly GazetteerCounty[];
  readonly postalCodes: ReadonlyMap<string, GazetteerPlace>;
  /** Key: `placeKey(city, stateCode)`. */
  readonly places: ReadonlyMap<string, GazetteerPlace>;
}

/** State code and city without case, accents and punctuation; an empty state matches only where the name is unique. */
export const placeKey = (city: string, stateCode: string): string => `${stateCode}|${foldName(city)}`;
