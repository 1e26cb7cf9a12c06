import { foldName } from '../geo/fold-name.ts';

/** A readable id from a name: "São Paulo / Centro" → "sao-paulo-centro". Empty names give "unnamed". */
export function slug(name: string): string {
  const words = foldName(name)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return words === '' ? 'unnamed' : words;
}

/** Hands out ids that are unique among themselves: the second "north" is "north-2". */
export function uniqueIds(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let id = wanted;
    for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
    taken.add(id);
    return id;
  };
}
