/** One of the customers a consultant keeps apart on one laptop: a folder, a database of the page, nothing in common. */
import type { IsoTime, Sha256Hex } from '../../domain/brand.ts';

/** The home of before there were clients, which goes on where it lies. */
export const FIRST_CLIENT = 'first';

/** Never made of the name: a client of the same name again does not find what another left in a browser. */
const CLIENT_ID = /^(?:first|c-[0-9a-f]{16})$/;
export const isClientId = (text: string): boolean => CLIENT_ID.test(text);

/** In which the page says whose window it is, where a request carries it. */
export const CLIENT_HEADER = 'x-bailiwick-client';

export interface Client {
  readonly id: string;
  readonly name: string;
  /** null for the first: it was there before anybody counted. */
  readonly createdAt: IsoTime | null;
}

export interface ClientList {
  /** Whose window asks. */
  readonly here: string;
  readonly clients: readonly Client[];
  /** Removed for good: what a browser still keeps of them is to be deleted too. */
  readonly removed: readonly string[];
}

/** What would go with a client. */
export interface ClientContents {
  readonly client: Client;
  readonly people: readonly string[];
  /** Keys of others that are believed here. */
  readonly trustedKeys: number;
  readonly versions: number;
  /** Those no store holds a proven receipt for. */
  readonly onlyHere: number;
  readonly bytes: number;
  readonly store: { readonly url: string; readonly tenant: string } | null;
  readonly folder: string;
}

/** What tells whose a version is. */
export interface Belonging {
  readonly versionId: string;
  readonly tenant: string;
  /** Of everybody who signed it. */
  readonly keyIds: readonly Sha256Hex[];
}
