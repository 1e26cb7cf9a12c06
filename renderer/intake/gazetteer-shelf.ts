import type { Gazetteer } from '../../domain/geo/gazetteer.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { decodeGazetteer } from '../../formats/gazetteer/decode-gazetteer.ts';

const COUNTRIES = ['US', 'CA', 'DE', 'ES', 'GB', 'IT', 'NL'] as const;

/** Where a check gets its gazetteers from. */
export type Shelf = (assetsUrl: string) => Promise<Result<ReadonlyMap<string, Gazetteer>>>;

let shelf: ReadonlyMap<string, Gazetteer> | null = null;

/** The bundled gazetteers, fetched once. Without one of them accounts would be placed worse and nobody told, so that is refused. */
export const gazetteers: Shelf = async (assetsUrl) => {
  if (shelf !== null) return ok(shelf);
  const found = new Map<string, Gazetteer>();
  for (const loaded of await Promise.all(COUNTRIES.map((country) => load(country, assetsUrl)))) {
    if (!loaded.ok) return loaded;
    found.set(loaded.value.country, loaded.value);
  }
  shelf = found;
  return ok(found);
};

async function load(country: string, assetsUrl: string): Promise<Result<Gazetteer>> {
  try {
    const answer = await fetch(new URL(`gazetteer/${country}.json`, assetsUrl));
    if (answer.ok) return decodeGazetteer(new Uint8Array(await answer.arrayBuffer()));
  } catch {
    // Refused below, like an answer that is not the file.
  }
  return refuse(
    codedError(
      'GAZETTEER_MISSING',
      `The postal codes of ${country} could not be loaded. Start Bailiwick again; if that does not help, install it again.`,
    ),
  );
}
