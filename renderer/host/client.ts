/**
 * Whose window this is. A window belongs to one client for as long as it is loaded: going to another loads the page anew,
 * so that nothing of one is ever in the memory of the other. It stands in the address; where it does not, a window opens
 * on the client that was used last.
 */
import { FIRST_CLIENT, isClientId } from '../../workstation/contract.ts';

const LAST = 'bailiwick-client';

/** What it needs of the page around it. */
export interface ClientWindow {
  readonly location: { readonly pathname: string; readonly search: string; readonly hash: string };
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly replaceAddress: (address: string) => void;
}

const addressOf = (client: string): string => (client === FIRST_CLIENT ? '/' : `/?client=${client}`);

/** Reads it, and writes it into the address and down for the next window. */
export function enterClient({ location, storage, replaceAddress }: ClientWindow): string {
  const asked = new URLSearchParams(location.search).get('client') ?? storage.getItem(LAST) ?? FIRST_CLIENT;
  const client = isClientId(asked) ? asked : FIRST_CLIENT;
  if (location.search === '' && client !== FIRST_CLIENT) replaceAddress(addressOf(client) + location.hash);
  storage.setItem(LAST, client);
  return client;
}

let here: string | null = null;

/** FIRST_CLIENT outside a page. */
export function clientHere(): string {
  if (typeof window === 'undefined') return FIRST_CLIENT;
  here ??= enterClient({
    location: window.location,
    storage: window.localStorage,
    replaceAddress: (address) => window.history.replaceState(window.history.state, '', address),
  });
  return here;
}

/** Loads the page anew as that client’s. */
export function goToClient(client: string): void {
  window.localStorage.setItem(LAST, client);
  window.location.assign(client === FIRST_CLIENT ? `/?client=${FIRST_CLIENT}` : addressOf(client));
}

/** What a browser keeps of a client has its id in its name; of the first it has the name of before there were clients. */
export const keptAs = (name: string, client: string): string =>
  client === FIRST_CLIENT ? name : `${name}@${client}`;
