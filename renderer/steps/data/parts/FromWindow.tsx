import type { ReactNode } from 'react';
import { useEffect, useSyncExternalStore } from 'react';
import type { WindowCache } from '../model/window-cache.ts';

/** Renders a row of a list that lives in the worker; a quiet bar stands in until its block has come. */
export function FromWindow<T>(props: {
  readonly cache: WindowCache<T>;
  readonly index: number;
  readonly children: (item: T) => ReactNode;
}) {
  const { cache, index, children } = props;
  useSyncExternalStore(cache.subscribe, cache.version);
  const item = cache.at(index);
  const known = item !== undefined;
  useEffect(() => cache.want(index), [cache, index, known]);
  return item === undefined ? <span className="pending-bar" aria-hidden="true" /> : children(item);
}
