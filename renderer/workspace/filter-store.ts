import { useDeferredValue, useMemo } from 'react';
import { create } from 'zustand';
import { factsOf } from '../../domain/measures/facts.ts';
import { usePlan } from '../session/session.ts';
import type { AccountFilter } from './account-filter.ts';
import { NO_FILTER, filterAccounts } from './account-filter.ts';

/** One filter for the map and the tables alike. */
export const useFilter = create<AccountFilter>(() => NO_FILTER);

export const setFilter = (change: Partial<AccountFilter>): void => useFilter.setState(change);
export const clearFilter = (): void => useFilter.setState(NO_FILTER);

/** 1 a visible row, or null while nothing is filtered. Typing is never held up: the answer may lag a frame. */
export function useVisible(): Uint8Array | null {
  const plan = usePlan();
  const filter = useDeferredValue(useFilter());
  return useMemo(() => filterAccounts(plan, factsOf(plan), filter), [plan, filter]);
}
