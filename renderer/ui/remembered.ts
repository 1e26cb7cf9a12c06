import { useCallback, useState } from 'react';
import { FIRST_CLIENT } from '../../workstation/contract.ts';
import { clientHere, keptAs } from '../host/client.ts';

/**
 * A small choice of this person on this screen (a panel's width, the theme), kept in localStorage because it is
 * needed before the first paint. What is read back is checked by `parse`; anything odd is as if nothing was kept.
 */
export function useRemembered<T>(
  key: string,
  parse: (value: unknown) => T | null,
  fallback: T,
): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => recall(key, parse) ?? fallback);
  const remember = useCallback(
    (next: T) => {
      setValue(next);
      keep(key, next);
    },
    [key],
  );
  return [value, remember];
}

/** The theme is the person's; everything else is remembered for one client. */
const nameOf = (key: string): string =>
  `${keptAs('bailiwick', key === 'theme' ? FIRST_CLIENT : clientHere())}.${key}`;

export function recall<T>(key: string, parse: (value: unknown) => T | null): T | null {
  try {
    const kept = localStorage.getItem(nameOf(key));
    return kept === null ? null : parse(JSON.parse(kept));
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(nameOf(key), JSON.stringify(value));
  } catch {
    // A full or forbidden localStorage costs a remembered panel width, nothing else.
  }
}

export const oneOf =
  <T extends string>(...allowed: readonly T[]) =>
  (value: unknown): T | null =>
    allowed.find((candidate) => candidate === value) ?? null;

export const finiteNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

export const yesNo = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
