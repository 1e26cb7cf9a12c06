import type { ReadBundle } from '../versions/bundle-api.ts';
import type { ImpactOf } from './Impact.tsx';

/** A version's impact as its verification came to it; null while it is not proven. */
export function impactOf({ verification, dataQuality }: ReadBundle): ImpactOf | null {
  const { outcome } = verification;
  return outcome === null ? null : { facts: outcome.facts, requirements: outcome.requirements, dataQuality };
}
