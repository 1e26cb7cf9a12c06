import { lazy, Suspense } from 'react';

const TerritoryCharts = lazy(async () => ({
  default: (await import('./TerritoryCharts.tsx')).TerritoryCharts,
}));

/** Charts bring their library only when they are looked at. */
export function Charts() {
  return (
    <Suspense fallback={null}>
      <TerritoryCharts />
    </Suspense>
  );
}
