import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { Plan } from '../../domain/plan/plan.ts';
import { useTheme } from '../app/theme.ts';
import type { MapFacts, MapHandle, MapSelection } from '../map/map-props.ts';
import { DEFAULT_LAYERS } from '../map/map-props.ts';
import { PlanMap } from '../map/plan-map.tsx';
import { potentialText } from '../ui/format.ts';
import { useColours } from '../workspace/use-colours.ts';
import type { Comparison } from './comparison.ts';
import { coloursBefore, maskOf, sameAccounts, sameTerritory } from './comparison.ts';

const NOTHING: readonly number[] = [];
const NO_ROWS = new Int32Array(0);

/** Two maps that move as one: the same place, the same colours, the same territory or account brought forward. */
export function TwinMaps(props: {
  readonly comparison: Comparison;
  readonly names: readonly [left: string, right: string];
  /** Index into the territories of the differences' plan. */
  readonly territory: number | null;
  /** Row of the plan on the right. */
  readonly account: number | null;
  readonly movesOnly: boolean;
  /** Rows of the plan on the right to begin with; the whole plan where there are none. */
  readonly lookAt?: Int32Array;
}) {
  const { comparison, names, territory, account, movesOnly, lookAt = NO_ROWS } = props;
  const { before, after, differences } = comparison;
  const left = useRef<MapHandle>(null);
  const right = useRef<MapHandle>(null);
  const colours = useColours(differences.plan);
  const leftColours = useMemo(
    () => coloursBefore(before, differences, colours),
    [before, differences, colours],
  );
  const moved = movesOnly ? differences.moved : null;
  const rows = useMemo(() => (account === null ? NOTHING : [account]), [account]);
  const leftRows = useMemo(() => sameAccounts(after, rows, before), [after, rows, before]);
  const shown = useMemo(
    () => ({
      left: territory === null ? null : known(sameTerritory(differences.plan, territory, before)),
      right: territory === null ? null : known(sameTerritory(differences.plan, territory, after)),
    }),
    [territory, differences, before, after],
  );
  // The right map leads and the left one follows, unless the right one lacks what is to be seen.
  useEffect(() => {
    if (rows.length > 0) right.current?.zoomToRows(rows);
  }, [rows]);
  useEffect(() => {
    if (shown.right !== null) right.current?.zoomToTerritory(shown.right);
    else if (shown.left !== null) left.current?.zoomToTerritory(shown.left);
  }, [shown.left, shown.right]);
  const leftLookAt = useMemo(() => sameAccounts(after, lookAt, before), [after, lookAt, before]);
  const holdLeft = useCallback(
    (map: MapHandle | null): void => {
      left.current = map;
      if (leftLookAt.length > 0) map?.zoomToRows(leftLookAt);
    },
    [leftLookAt],
  );
  const holdRight = useCallback(
    (map: MapHandle | null): void => {
      right.current = map;
      if (lookAt.length > 0) map?.zoomToRows(lookAt);
    },
    [lookAt],
  );
  const leftFacts = useFacts(
    before,
    useMemo(() => moved && sameAccounts(after, moved, before), [moved, after, before]),
  );
  const rightFacts = useFacts(after, moved);
  return (
    <div className="compare-maps">
      <Side
        name={names[0]}
        side="left"
        plan={before}
        facts={leftFacts}
        colours={leftColours}
        selection={useSelectionOf(leftRows, shown.left)}
        onMap={holdLeft}
        other={right}
      />
      <Side
        name={names[1]}
        side="right"
        plan={after}
        facts={rightFacts}
        colours={colours}
        selection={useSelectionOf(rows, shown.right)}
        onMap={holdRight}
        other={left}
      />
    </div>
  );
}

const known = (index: number): number | null => (index < 0 ? null : index);

const useSelectionOf = (selected: ArrayLike<number>, territory: number | null): MapSelection =>
  useMemo(() => ({ selected, hovered: null, territory }), [selected, territory]);

const useFacts = (plan: Plan, rows: Int32Array | null): MapFacts =>
  useMemo(
    () => ({
      staged: null,
      visible: rows === null ? null : maskOf(rows, plan.accounts.rowCount),
      formatPotential: (minor) => potentialText(minor, plan.potentialUnit),
    }),
    [plan, rows],
  );

function Side(props: {
  readonly name: string;
  readonly side: 'left' | 'right';
  readonly plan: Plan;
  readonly facts: MapFacts;
  readonly colours: readonly string[];
  readonly selection: MapSelection;
  readonly onMap: (map: MapHandle | null) => void;
  readonly other: RefObject<MapHandle | null>;
}) {
  const { name, side, plan, facts, colours, selection, onMap, other } = props;
  const theme = useTheme((state) => state.theme);
  const [layers, setLayers] = useState(DEFAULT_LAYERS);
  return (
    <section className="compare-map" aria-label={`${name}, on the ${side}`}>
      <PlanMap
        plan={plan}
        facts={facts}
        colours={colours}
        selection={selection}
        theme={theme}
        layers={layers}
        onLayersChange={setLayers}
        tool="pan"
        readOnly
        label={`Map of ${name}, on the ${side}`}
        handleRef={onMap}
        onViewChange={(view) => other.current?.follow(view)}
      />
    </section>
  );
}
