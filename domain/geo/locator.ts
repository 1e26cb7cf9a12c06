/** Finds places in the gazetteers at hand: by postal code, by city and state, by state. Knows nothing of accounts. */
import { foldName } from './fold-name.ts';
import type { Gazetteer, GazetteerPlace, GazetteerState } from './gazetteer.ts';
import { placeKey } from './gazetteer.ts';
import { postalKey } from './postal-code.ts';
import { stateAliases } from './state-aliases.ts';
import { US_STATES, US_TERRITORIES } from './us-states.ts';

interface Country {
  readonly gazetteer: Gazetteer;
  /** Folded name or code → index into `gazetteer.states`. */
  readonly stateOf: ReadonlyMap<string, number>;
  /** Folded county name or code → states it lies in (Italian provinces are written where others write states). */
  readonly countyNames: ReadonlySet<string>;
}

export class Locator {
  readonly #countries = new Map<string, Country>();

  constructor(gazetteers: ReadonlyMap<string, Gazetteer>) {
    for (const [code, gazetteer] of gazetteers) {
      const stateOf = new Map<string, number>();
      gazetteer.states.forEach((state, index) => {
        stateOf.set(foldName(state.name), index);
        stateOf.set(foldName(state.code), index);
      });
      for (const [state, alias] of stateAliases(code)) {
        const index = gazetteer.states.findIndex((known) => known.code === state);
        if (index >= 0 && !stateOf.has(foldName(alias))) stateOf.set(foldName(alias), index);
      }
      const countyNames = new Set(
        gazetteer.counties.flatMap(({ name, code: id }) => [foldName(name), foldName(id)]),
      );
      countyNames.delete('');
      this.#countries.set(code, { gazetteer, stateOf, countyNames });
    }
  }

  #country(code: string): Country | undefined {
    return this.#countries.get(US_TERRITORIES.has(code) ? 'US' : code);
  }

  knows(country: string): boolean {
    return this.#country(country) !== undefined;
  }

  postal(country: string, code: string): GazetteerPlace | null {
    const key = postalKey(US_TERRITORIES.has(country) ? 'US' : country, code);
    return key === null ? null : (this.#country(country)?.gazetteer.postalCodes.get(key) ?? null);
  }

  /** Without a state, only a city whose name one state alone has. */
  city(country: string, state: string | null, city: string): GazetteerPlace | null {
    const places = this.#country(country)?.gazetteer.places;
    if (places === undefined) return null;
    const code = state === null ? '' : (this.stateRecord(country, state)?.code ?? '');
    return places.get(placeKey(city, code)) ?? null;
  }

  stateRecord(country: string, state: string): GazetteerState | null {
    const found = this.#country(country);
    return found?.gazetteer.states[found.stateOf.get(foldName(state)) ?? -1] ?? null;
  }

  /** The state's code as the gazetteer writes it; null where no such state is known. US territories count as states. */
  stateCode(country: string, state: string): string | null {
    const territory = US_STATES.get(state.toUpperCase());
    if (territory !== undefined && (country === 'US' || US_TERRITORIES.has(country))) return territory.code;
    return this.stateRecord(country, state)?.code ?? null;
  }

  /** The state as addresses write it: its letters, or its name where the gazetteer only numbers it (Lazio is 07 there). */
  stateLabel(country: string, { code, name }: GazetteerState): string {
    if (!/\d/.test(code)) return code;
    const letters = stateAliases(country).find(([of, alias]) => of === code && /^[A-Z]{2}$/.test(alias));
    return letters?.[1] ?? (name === '' ? code : name);
  }

  /** The same for a state as somebody wrote it; null where no such state is known. US territories count as states. */
  stateWritten(country: string, state: string): string | null {
    const code = this.stateCode(country, state);
    const record = code === null ? null : this.stateRecord(country, code);
    return record === null ? code : this.stateLabel(country, record);
  }

  /** Whether a text is a county or province of the country. */
  isCounty(country: string, text: string): boolean {
    return this.#country(country)?.countyNames.has(foldName(text)) ?? false;
  }

  stateOf(country: string, place: GazetteerPlace): GazetteerState | null {
    return this.#country(country)?.gazetteer.states[place.state] ?? null;
  }

  countyOf(country: string, place: GazetteerPlace): { readonly name: string; readonly code: string } | null {
    return this.#country(country)?.gazetteer.counties[place.county] ?? null;
  }
}
