import { Suspense, lazy, useEffect, useMemo, useState } from 'react';
import { useTheme } from '../../../app/theme.ts';
import type { MapFacts, MapHandle } from '../../../map/map-props.ts';
import { DEFAULT_LAYERS } from '../../../map/map-props.ts';
import { usePlan } from '../../../session/session.ts';
import { potentialText } from '../../../ui/format.ts';
import { useColours } from '../../../workspace/use-colours.ts';

const PlanMap = lazy(async () => ({ default: (await import('../../../map/plan-map.tsx')).PlanMap }));
const LAYERS = { ...DEFAULT_LAYERS, fill: 'none', territoryLabels: false } as const;

/** The accounts of a finding on the map, where they have a place. */
export function FindingMap({ rows }: { readonly rows: readonly number[] }) {
  const plan = usePlan();
  const colours = useColours();
  const theme = useTheme((state) => state.theme);
  const [map, setMap] = useState<MapHandle | null>(null);
  const { lat } = plan.accounts.number;
  const named = rows.join(' ');
  const placed = useMemo(
    () =>
      named
        .split(' ')
        .filter((row) => row !== '' && !Number.isNaN(lat[Number(row)] ?? NaN))
        .map(Number),
    [named, lat],
  );
  const selection = useMemo(() => ({ selected: placed, hovered: null, territory: null }), [placed]);
  const facts = useMemo(
    (): MapFacts => ({
      staged: null,
      visible: null,
      formatPotential: (minor) => potentialText(minor, plan.potentialUnit),
    }),
    [plan.potentialUnit],
  );
  useEffect(() => {
    if (placed.length > 0) map?.zoomToRows(placed);
  }, [map, placed]);
  if (placed.length === 0) return <p className="finding-map is-empty muted">No place to show on the map.</p>;
  return (
    <div className="finding-map">
      <Suspense fallback={null}>
        <PlanMap
          plan={plan}
          facts={facts}
          colours={colours}
          selection={selection}
          theme={theme}
          layers={LAYERS}
          tool="pan"
          handleRef={setMap}
          readOnly
          label="Accounts of this finding on the map"
        />
      </Suspense>
    </div>
  );
}
