import { useState } from 'react';
import type { Plan } from '../../domain/plan/plan.ts';
import { useTheme } from '../app/theme.ts';
import { DEFAULT_LAYERS, NO_SELECTION } from '../map/map-props.ts';
import { PlanMap } from '../map/plan-map.tsx';
import { potentialText } from '../ui/format.ts';
import { useColours } from '../workspace/use-colours.ts';

/** The plan on the map, to be looked at. */
export function ReviewMap({ plan }: { readonly plan: Plan }) {
  const colours = useColours(plan);
  const theme = useTheme((state) => state.theme);
  const [layers, setLayers] = useState(DEFAULT_LAYERS);
  return (
    <PlanMap
      plan={plan}
      facts={{
        staged: null,
        visible: null,
        formatPotential: (minor) => potentialText(minor, plan.potentialUnit),
      }}
      colours={colours}
      selection={NO_SELECTION}
      theme={theme}
      layers={layers}
      onLayersChange={setLayers}
      tool="pan"
      readOnly
    />
  );
}
