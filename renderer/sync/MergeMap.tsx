import { useEffect, useMemo, useState } from 'react';
import { UNASSIGNED } from '../../domain/plan/plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { useTheme } from '../app/theme.ts';
import type { Comparison } from '../compare/comparison.ts';
import { comparisonOf, maskOf, sameAccounts } from '../compare/comparison.ts';
import { TwinMaps } from '../compare/TwinMaps.tsx';
import '../compare/compare.css';
import type { MapFacts, MapHandle, MapTool } from '../map/map-props.ts';
import { DEFAULT_LAYERS } from '../map/map-props.ts';
import { PlanMap } from '../map/plan-map.tsx';
import { ToolButtons } from '../steps/design/map/MapToolbar.tsx';
import { potentialText } from '../ui/format.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { useColours } from '../workspace/use-colours.ts';
import type { MergeRun, ReadyMerge } from './merge-run.ts';
import { placeTaken } from './merge-words.ts';
import type { Conflicts } from './use-conflicts.ts';

interface MergeMapProps {
  readonly run: MergeRun;
  readonly state: ReadyMerge;
  readonly conflicts: Conflicts;
}

type View = 'merged' | 'both';

/** Both versions in one with what is in conflict brought forward, or both beside each other. */
export function MergeMap(props: MergeMapProps) {
  const [view, setView] = useState<View>('merged');
  const [tool, setTool] = useState<MapTool>('select');
  return (
    <Tabs<View>
      label="What the map shows"
      value={view}
      onChange={setView}
      tools={
        view === 'merged' && props.state.conflicts.length > 0 ? (
          <div className="merge-tools" role="toolbar" aria-label="Map tools">
            <ToolButtons tool={tool} onTool={setTool} />
          </div>
        ) : null
      }
      tabs={[
        {
          id: 'merged',
          label: 'Both in one',
          content: <MergedMap {...props} tool={tool} onTool={setTool} />,
        },
        { id: 'both', label: 'Side by side', content: <BothMaps {...props} /> },
      ]}
    />
  );
}

function MergedMap(
  props: MergeMapProps & { readonly tool: MapTool; readonly onTool: (tool: MapTool) => void },
) {
  const { state, conflicts, tool, onTool } = props;
  const { plan, rows } = state;
  const colours = useColours(plan);
  const theme = useTheme(({ theme: shown }) => shown);
  const [layers, setLayers] = useState(DEFAULT_LAYERS);
  const [map, setMap] = useState<MapHandle | null>(null);
  const inConflict = useMemo(() => rows.filter((row) => row >= 0), [rows]);
  const staged = useMemo(() => decidedMoves(state), [state]);
  const facts = useMemo(
    (): MapFacts => ({
      staged,
      visible: inConflict.length === 0 ? null : maskOf(inConflict, plan.accounts.rowCount),
      formatPotential: (minor) => potentialText(minor, plan.potentialUnit),
    }),
    [staged, inConflict, plan],
  );
  const { picked } = conflicts;
  const selected = useMemo(() => rowsOf(picked, rows), [picked, rows]);
  const hovered = conflicts.hovered === null ? null : placed(rows[conflicts.hovered]);
  const territory = territoryOf(state, picked);
  const selection = useMemo(() => ({ selected, hovered, territory }), [selected, hovered, territory]);
  useEffect(() => {
    if (inConflict.length > 0) map?.zoomToRows(inConflict);
  }, [map, inConflict]);
  return (
    <PlanMap
      plan={plan}
      facts={facts}
      colours={colours}
      selection={selection}
      theme={theme}
      layers={layers}
      onLayersChange={setLayers}
      tool={tool}
      onToolChange={onTool}
      onSelect={(picks, mode) => conflicts.pickRows(picks, mode)}
      onHover={(hit) => conflicts.hover(hit?.rows.length === 1 ? rows.indexOf(hit.rows[0] ?? -1) : null)}
      handleRef={setMap}
      readOnly={inConflict.length === 0}
      label="Map of the merge: accounts in conflict are brought forward"
    />
  );
}

const placed = (row: number | undefined): number | null => (row === undefined || row < 0 ? null : row);

const rowsOf = (picked: Int32Array, rows: Int32Array): Int32Array =>
  Int32Array.from(new Set(Array.from(picked, (at) => rows[at] ?? -1).filter((row) => row >= 0))).sort();

/** A conflict over a territory brings it forward. */
function territoryOf({ conflicts, plan }: ReadyMerge, picked: Int32Array): number | null {
  const subject = picked.length === 1 ? conflicts[picked[0] ?? -1]?.subject : undefined;
  if (subject?.kind !== 'territory' && subject?.kind !== 'override') return null;
  const index = plan.territories.findIndex(({ territoryId }) => territoryId === subject.id);
  return index < 0 ? null : index;
}

/** Where decided accounts go, drawn as moves that wait. */
function decidedMoves({ conflicts, rows, taken, plan }: ReadyMerge): MapFacts['staged'] {
  const index = new Map<string, number>(plan.territories.map(({ territoryId }, i) => [territoryId, i]));
  const moves: (readonly [row: number, to: number])[] = [];
  conflicts.forEach((conflict, at) => {
    const resolution = taken.get(conflict.id);
    const place = resolution === undefined ? undefined : placeTaken(conflict, resolution);
    const row = rows[at] ?? -1;
    if (place !== undefined && row >= 0) moves.push([row, index.get(place.territory ?? '') ?? UNASSIGNED]);
  });
  if (moves.length === 0) return null;
  return { rows: Int32Array.from(moves, ([row]) => row), to: Int32Array.from(moves, ([, to]) => to) };
}

function BothMaps({ run, state, conflicts }: MergeMapProps) {
  const { ours, heads, rows } = state;
  const [theirs, setTheirs] = useState<Plan | null>(null);
  useEffect(() => {
    let current = true;
    void run.theirs().then((plan) => {
      if (current) setTheirs(plan);
    });
    return () => {
      current = false;
    };
  }, [run]);
  const comparison = useMemo(
    (): Comparison | null => (theirs === null ? null : comparisonOf(ours, theirs)),
    [ours, theirs],
  );
  const differing = comparison?.differences.moved ?? null;
  const one = conflicts.picked.length === 1 ? placed(rows[conflicts.picked[0] ?? -1]) : null;
  const account = useMemo(
    () => (one === null || theirs === null ? null : placed(sameAccounts(ours, [one], theirs)[0])),
    [one, ours, theirs],
  );
  if (comparison === null || differing === null)
    return <EmptyState title="Comparing …">Reading the other version.</EmptyState>;
  return (
    <TwinMaps
      comparison={comparison}
      names={[heads[0].maker, heads[1].maker]}
      territory={null}
      account={account}
      movesOnly
      lookAt={differing}
    />
  );
}
