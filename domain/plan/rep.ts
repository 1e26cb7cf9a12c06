import type { IsoDate, RepId } from '../brand.ts';
import type { Capacity, Place } from './territory.ts';

export type Seniority = 'junior' | 'mid' | 'senior';

export interface Rep {
  readonly repId: RepId;
  readonly name: string;
  readonly managerName: string | null;
  readonly email: string | null;
  readonly seniority: Seniority;
  readonly base: Place | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly capacity: Capacity | null;
  readonly skills: readonly string[];
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
}

/** Somebody of whom no more is known than a name. */
export const repNamed = (repId: RepId, name: string): Rep => ({
  repId,
  name,
  managerName: null,
  email: null,
  seniority: 'mid',
  base: null,
  city: null,
  state: null,
  capacity: null,
  skills: [],
  from: null,
  to: null,
});
