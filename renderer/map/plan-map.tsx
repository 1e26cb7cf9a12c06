/** The plan on a map. Props and callbacks are described in map-props.ts; nothing of the plan is kept here. */
import 'leaflet/dist/leaflet.css';
import './map-tokens.css';
import './plan-map.css';
import type { KeyboardEvent, ReactNode } from 'react';
import { useId, useImperativeHandle, useMemo, useRef } from 'react';
import { textAt } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { ACTIVE, UNASSIGNED } from '../../domain/plan/plan.ts';
import { GestureReadout } from './controls/gesture-readout.tsx';
import { HoverCard } from './controls/hover-card.tsx';
import type { MarksShown } from './controls/legend.tsx';
import { Legend } from './controls/legend.tsx';
import { MapButtons } from './controls/map-buttons.tsx';
import { ScaleBar } from './controls/scale-bar.tsx';
import type { MapEngine } from './engine/map-engine.ts';
import type { MapHandle, PlanMapProps } from './map-props.ts';
import { mapKey } from './tools/map-keys.ts';
import { counted } from '../ui/format.ts';
import { useKeepClear } from './use-keep-clear.ts';
import type { LiveMap, MapState } from './use-map-engine.ts';
import { useMapEngine } from './use-map-engine.ts';

const ATTRIBUTION = 'Natural Earth · GeoNames CC BY 4.0 · US Census via us-atlas';

export function PlanMap(props: PlanMapProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const description = useId();
  const state = useMapEngine(host, props);
  useKeepClear(root, state.live?.engine ?? null);
  const { live, trouble } = state;
  const engine = live?.engine ?? null;
  useImperativeHandle(props.handleRef, () => handleOf(engine, host.current), [engine]);
  return (
    <div ref={root} className="plan-map" data-theme={props.theme}>
      <div
        ref={host}
        className="plan-map-host"
        role="application"
        aria-roledescription="map"
        aria-label={props.label ?? `Map of ${props.plan.name}`}
        aria-describedby={description}
        tabIndex={0}
        onKeyDown={(event) => onKeyDown(event, live, props)}
        onKeyUp={(event) => {
          if (event.key === ' ') live?.interaction.holdSpace(false);
        }}
        onBlur={() => live?.interaction.holdSpace(false)}
      />
      <p id={description} className="map-unseen">
        {describe(props)}
      </p>
      {live === null ? null : <Furniture {...props} state={state} live={live} />}
      <p className="map-attribution">
        {trouble === null ? null : <span role="status">{trouble} </span>}
        {ATTRIBUTION}
      </p>
    </div>
  );
}

function onKeyDown(event: KeyboardEvent, live: LiveMap | null, props: PlanMapProps): void {
  if (live === null) return;
  const meant = mapKey(event.nativeEvent, {
    ...live,
    brushRadius: props.brushRadius ?? 28,
    setTool: props.onToolChange,
    setBrushRadius: props.onBrushRadiusChange,
    steered: () => live.interaction.steer(),
  });
  if (meant) event.preventDefault();
}

function describe({ plan, readOnly }: PlanMapProps): string {
  const territories = plan.territories.filter((territory) => !territory.retired).length;
  const picks = readOnly === true ? '' : ' Enter picks the account in the middle.';
  return (
    `${counted(plan.accounts.rowCount, 'account')} in ${counted(territories, 'territory', 'territories')}. ` +
    `Arrow keys move the map, plus and minus zoom, F shows the whole plan.${picks} ` +
    `The tables beside it hold everything the map shows.`
  );
}

/** What lies over the canvases: card, readout, legend, scale, buttons. */
function Furniture(props: PlanMapProps & { readonly state: MapState; readonly live: LiveMap }): ReactNode {
  const { state, live, plan, facts, colours, layers } = props;
  const { engine } = live;
  const { hit, readout, view } = state;
  const size = engine.map.getSize();
  const onPlan = useMemo(() => planMarks(plan), [plan]);
  const marks: MarksShown = {
    ...onPlan,
    staged: (facts.staged?.rows.length ?? 0) > 0,
    selected: props.selection.selected.length > 0,
    clusters: engine.scene.cellsAt(engine.current, view?.zoom ?? 4).largest > 0,
  };
  const territories = useMemo(() => legendTerritories(plan, colours), [plan, colours]);
  return (
    <>
      {hit === null || readout !== null ? null : (
        <HoverCard
          hit={hit}
          at={engine.pointAt(hit.x, hit.y)}
          size={size}
          plan={plan}
          facts={facts}
          colours={colours}
          states={engine.states}
        />
      )}
      {readout === null ? null : (
        <GestureReadout readout={readout} plan={plan} facts={facts} width={size.x} />
      )}
      <p className="map-unseen" aria-live="polite">
        {hit !== null && live.interaction.steered ? spoken(props, hit.rows) : ''}
      </p>
      {engine.scene.placed(engine.current).count > 0 ? null : (
        <p className="map-empty">
          None of the accounts has a place yet. Give them coordinates or a postal code in Data.
        </p>
      )}
      <div className="map-corner">
        {layers.points ? (
          <Legend
            palette={state.palette ?? engine.palette}
            scale={engine.scene.scale(engine.current)}
            zoom={view?.zoom ?? 4}
            marks={marks}
            sizeName={plan.potentialUnit.name}
            formatPotential={facts.formatPotential}
            territories={territories}
          />
        ) : null}
        {view === null ? null : <ScaleBar view={view} />}
      </div>
      <MapButtons
        zoomBy={(levels) => engine.motion.zoomBy(levels)}
        fit={() => engine.fit()}
        layers={layers}
        onLayersChange={props.readOnly === true ? props.onLayersChange : undefined}
      />
    </>
  );
}

function spoken({ plan, facts }: PlanMapProps, rows: Int32Array): string {
  const row = rows[0] ?? -1;
  if (rows.length !== 1) return `${rows.length.toLocaleString()} accounts`;
  const potential = plan.accounts.number.potential[row] ?? NaN;
  return [
    textAt(plan.accounts, 'name', row) ?? 'Unnamed account',
    Number.isNaN(potential) ? 'no potential given' : facts.formatPotential(potential),
    plan.territories[plan.assignment[row] ?? -1]?.name ?? 'unassigned',
  ].join(', ');
}

const legendTerritories = (
  plan: PlanMapProps['plan'],
  colours: readonly string[],
): readonly { readonly name: string; readonly colour: string }[] =>
  plan.territories.flatMap(({ name, retired }, i) => (retired ? [] : [{ name, colour: colours[i] ?? '' }]));

/** Marks that some active account of the plan carries. */
function planMarks(plan: Plan): Omit<MarksShown, 'staged' | 'selected' | 'clusters'> {
  const partner = plan.overlays.some(({ kind }) => kind === 'partner');
  const beside = plan.overlays.some(({ kind }) => kind !== 'partner');
  const marks = {
    unassigned: false,
    locked: plan.lockedAll,
    moved: false,
    overlaid: beside,
    reserved: partner,
  };
  for (let row = 0; row < plan.assignment.length; row++) {
    if (plan.standing[row] !== ACTIVE) continue;
    const territory = plan.assignment[row]!;
    const start = plan.baseline[row]!;
    marks.unassigned ||= territory === UNASSIGNED;
    marks.locked ||= plan.locked[row] === 1 || plan.territories[territory]?.locked === true;
    marks.moved ||= start !== UNASSIGNED && start !== territory;
  }
  return marks;
}

function handleOf(engine: MapEngine | null, host: HTMLElement | null): MapHandle {
  return {
    zoomToRows: (rows) => engine?.zoomToRows(rows),
    zoomToTerritory: (index) => engine?.zoomToTerritory(index),
    fit: () => engine?.fit(),
    zoomBy: (levels) => engine?.motion.zoomBy(levels),
    view: () => engine?.view() ?? { lat: 0, lon: 0, zoom: 2 },
    follow: (view) => engine?.follow(view),
    focus: () => host?.focus(),
    snapshot: () => snapshotOf(engine),
  };
}

async function snapshotOf(engine: MapEngine | null): Promise<Blob> {
  const canvas = engine?.compose() ?? document.createElement('canvas');
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The map is empty.')) : resolve(blob)),
      'image/png',
    );
  });
}
