import { useDeferredValue, useMemo } from 'react';
import { useTheme } from '../../../app/theme.ts';
import type { MapFacts } from '../../../map/map-props.ts';
import { PlanMap } from '../../../map/plan-map.tsx';
import { usePlan } from '../../../session/session.ts';
import { potentialText, signedPercent } from '../../../ui/format.ts';
import { useBuild } from '../../../workspace/build-run.ts';
import { useVisible } from '../../../workspace/filter-store.ts';
import { holdMap, setBrushRadius, setLayers, setTool, useMapView } from '../../../workspace/map-view.ts';
import { pointAt, selectRows, shownTerritory, useSelection } from '../../../workspace/selection.ts';
import { useStaged } from '../../../workspace/staged.ts';
import { useColours } from '../../../workspace/use-colours.ts';
import type { TerritoryRows } from '../../../workspace/use-figures.ts';
import { deviation, useTerritoryRows } from '../../../workspace/use-figures.ts';
import { ConsequenceStrip, useStagedPreview } from './ConsequenceStrip.tsx';
import { MapToolbar } from './MapToolbar.tsx';
import { SelectionStrip } from './SelectionStrip.tsx';
import './map-pane.css';

/** The strip lies over the map's lower edge, so that the map keeps its size and place whatever is staged. */
export function MapPane() {
  const preview = useStagedPreview();
  return (
    <div className="map-pane">
      <MapToolbar />
      <div className="map-pane-map">
        <TheMap stagedRows={preview?.rows ?? null} />
        {preview === null ? null : <ConsequenceStrip preview={preview} />}
      </div>
      <SelectionStrip />
    </div>
  );
}

function TheMap({ stagedRows }: { readonly stagedRows: Int32Array | null }) {
  const plan = usePlan();
  const colours = useColours();
  const theme = useTheme((state) => state.theme);
  const view = useMapView();
  const visible = useVisible();
  const rows = useTerritoryRows();
  const to = useStaged((state) => state.to);
  const selected = useSelection((state) => state.rows);
  const hovered = useSelection((state) => state.hovered);
  const territory = useSelection(shownTerritory);
  const selection = useMemo(() => ({ selected, hovered, territory }), [selected, hovered, territory]);
  const notes = useMemo(() => territoryNotes(plan.territories.length, rows), [plan.territories.length, rows]);
  const proposed = useProposedMoves();
  const facts = useMemo(
    (): MapFacts => ({
      staged:
        stagedRows === null || to === null
          ? proposed
          : { rows: stagedRows, to: new Int32Array(stagedRows.length).fill(to) },
      visible,
      formatPotential: (minor) => potentialText(minor, plan.potentialUnit),
      territoryNotes: notes,
    }),
    [stagedRows, to, proposed, visible, plan.potentialUnit, notes],
  );
  // The figures come first: drawing territory areas anew takes longer than everything else an edit does.
  const drawn = useDeferredValue(useMemo(() => ({ plan, facts, colours }), [plan, facts, colours]));
  return (
    <PlanMap
      plan={drawn.plan}
      facts={drawn.facts}
      colours={drawn.colours}
      selection={selection}
      theme={theme}
      layers={view.layers}
      onLayersChange={setLayers}
      tool={view.tool}
      onToolChange={setTool}
      brushRadius={view.brushRadius}
      onBrushRadiusChange={setBrushRadius}
      paintFrom={view.paintFrom}
      onSelect={selectRows}
      onHover={(hover) => pointAt(hover?.rows.length === 1 ? (hover.rows[0] ?? null) : null)}
      handleRef={holdMap}
    />
  );
}

/** What a built plan would move, while it waits to be committed. */
const useProposedMoves = (): MapFacts['staged'] =>
  useBuild(({ state }) => (state.kind === 'done' ? (state.proposals[state.chosen]?.moves ?? null) : null));

/** "+12%" under the name of each territory that lies off its target. */
const territoryNotes = (territories: number, rows: TerritoryRows): readonly (string | null)[] =>
  Array.from({ length: territories }, (_, index) => {
    const row = rows.byIndex.get(index);
    return row === undefined || row.figures.accounts === 0 ? null : signedPercent(deviation(row));
  });
