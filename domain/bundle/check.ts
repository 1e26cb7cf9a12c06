/**
 * Parse by assertion: a check turns an unknown value into a typed one, or notes what is wrong and where, and goes
 * on, so that every fault of a file is reported at once. Objects are strict: a key nobody knows is a fault too.
 */
export interface Fault {
  /** e.g. `territories[3].capacity.unit` */
  readonly path: string;
  readonly message: string;
}

/** Enough to mend a file by; a hostile one must not make a report of a million lines. */
const MAX_FAULTS = 100;

export class Faults {
  readonly list: Fault[] = [];
  /** Paths of members nobody here knows: faults as well, and maybe of something newer. */
  readonly unknown = new Set<string>();

  add(path: string, message: string): void {
    if (this.list.length < MAX_FAULTS) this.list.push({ path, message });
  }

  addUnknown(path: string): void {
    if (this.list.length < MAX_FAULTS) this.unknown.add(path);
    this.add(path, 'is not a field this version knows');
  }
}

export type Check<T> = (value: unknown, path: string, faults: Faults) => T;

const shown = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (Array.isArray(value)) return 'a list';
  return value !== null && typeof value === 'object' ? 'an object' : String(value);
};

function simple<T>(what: string, fallback: T, test: (value: unknown) => value is T): Check<T> {
  return (value, path, faults) => {
    if (test(value)) return value;
    faults.add(path, `must be ${what}, not ${shown(value)}`);
    return fallback;
  };
}

export const text: Check<string> = simple('text', '', (value) => typeof value === 'string');
export const flag: Check<boolean> = simple('true or false', false, (value) => typeof value === 'boolean');
export const finite: Check<number> = simple(
  'a number',
  0,
  (value): value is number => typeof value === 'number' && Number.isFinite(value),
);

export const integer = (min: number, max: number): Check<number> =>
  simple(
    `a whole number from ${min} to ${max}`,
    min,
    (value): value is number =>
      Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  );

/** Text of a given form, as a branded or narrower type: `pattern<Sha256Hex>('64 hex digits', /…/)`. */
export const pattern = <T extends string>(what: string, form: RegExp): Check<T> =>
  simple(what, '' as T, (value): value is T => typeof value === 'string' && form.test(value));

export const oneOf = <const T extends string | number>(...allowed: readonly [T, ...T[]]): Check<T> =>
  simple(`one of ${allowed.join(', ')}`, allowed[0], (value): value is T =>
    (allowed as readonly unknown[]).includes(value),
  );

export const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (value, path, faults) =>
    value === null ? null : check(value, path, faults);

export const list =
  <T>(check: Check<T>): Check<readonly T[]> =>
  (value, path, faults) => {
    if (Array.isArray(value)) return value.map((item, i) => check(item, `${path}[${i}]`, faults));
    faults.add(path, `must be a list, not ${shown(value)}`);
    return [];
  };

const at = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

type Shape<T> = { readonly [K in keyof T]-?: Check<T[K]> };

/**
 * A member that may be absent, and then stays absent: what was signed before it existed reads back as it was, byte for
 * byte. Present, it must pass.
 */
export const optional =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value, path, faults) =>
    value === undefined ? undefined : check(value, path, faults);

function members(value: unknown, path: string, faults: Faults): Readonly<Record<string, unknown>> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  faults.add(path === '' ? 'the file' : path, `must be an object, not ${shown(value)}`);
  return {};
}

/** An object with exactly these keys. */
export function object<T extends object>(shape: Shape<T>): Check<T> {
  const keys = Object.keys(shape) as (keyof T & string)[];
  return (value, path, faults) => {
    const found = members(value, path, faults);
    for (const key of Object.keys(found)) {
      if (!Object.hasOwn(shape, key)) faults.addUnknown(at(path, key));
    }
    const read = keys.map((key) => [key, shape[key](found[key], at(path, key), faults)] as const);
    return Object.fromEntries(read.filter(([, member]) => member !== undefined)) as T;
  };
}

/** An object whose keys are some of `keys`, each value of the same form. */
export function partialRecord<K extends string, V>(
  keys: readonly K[],
  check: Check<V>,
): Check<Partial<Record<K, V>>> {
  const known: ReadonlySet<string> = new Set(keys);
  return (value, path, faults) => {
    const read: [string, V][] = [];
    for (const [key, member] of Object.entries(members(value, path, faults))) {
      if (known.has(key)) read.push([key, check(member, at(path, key), faults)]);
      else faults.addUnknown(at(path, key));
    }
    return Object.fromEntries(read) as Partial<Record<K, V>>;
  };
}

/** Long columns: one fault for the whole column, at its first bad entry, and no path built for the good ones. */
export function column<T>(what: string, test: (value: unknown) => value is T): Check<readonly T[]> {
  return (value, path, faults) => {
    if (!Array.isArray(value)) {
      faults.add(path, `must be a list, not ${shown(value)}`);
      return [];
    }
    const bad = value.findIndex((item) => !test(item));
    if (bad < 0) return value as T[];
    faults.add(`${path}[${bad}]`, `must be ${what}, not ${shown(value[bad])}`);
    return [];
  };
}

/** A record of numbers with exactly the keys of `template`. */
export function numbersLike<T extends { readonly [K in keyof T]: number }>(template: T): Check<T> {
  const shape = Object.fromEntries(Object.keys(template).map((key) => [key, finite]));
  return object(shape as unknown as Shape<T>);
}
