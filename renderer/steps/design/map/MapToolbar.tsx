import {
  BoxSelect,
  Brush,
  Hand,
  Lasso,
  Layers,
  Maximize,
  PanelBottom,
  PanelLeft,
  PanelRight,
  Pentagon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { DialogTrigger, Dialog, Popover } from 'react-aria-components';
import { liveTerritories } from '../../../../domain/measures/territories.ts';
import type { MapLayers, MapTool, PaintSource } from '../../../map/map-props.ts';
import { usePlan } from '../../../session/session.ts';
import { IconButton } from '../../../ui/Button.tsx';
import type { Choice } from '../../../ui/Field.tsx';
import { Select, Switch } from '../../../ui/Field.tsx';
import { useNarrow } from '../../../ui/use-narrow.ts';
import { setLayers, setPaintFrom, setTool, theMap, useMapView } from '../../../workspace/map-view.ts';
import { togglePanel, usePanels } from '../../../workspace/panels.ts';

const TOOLS: readonly { id: MapTool; label: string; key: string; icon: ReactNode }[] = [
  { id: 'select', label: 'Select: click or drag a box', key: 'V', icon: <BoxSelect /> },
  { id: 'lasso', label: 'Lasso', key: 'L', icon: <Lasso /> },
  { id: 'polygon', label: 'Polygon, corner by corner', key: 'P', icon: <Pentagon /> },
  { id: 'brush', label: 'Brush', key: 'B', icon: <Brush /> },
  { id: 'pan', label: 'Pan', key: 'H', icon: <Hand /> },
];

/** For any map on which accounts are picked up. */
export const ToolButtons = (props: {
  readonly tool: MapTool;
  readonly onTool: (tool: MapTool) => void;
}): readonly ReactNode[] =>
  TOOLS.map(({ id, label, key, icon }) => (
    <IconButton
      key={id}
      label={label}
      keys={key}
      icon={icon}
      pressed={props.tool === id}
      onPress={() => props.onTool(id)}
    />
  ));

export function MapToolbar() {
  const tool = useMapView((state) => state.tool);
  return (
    <div className="map-toolbar" role="toolbar" aria-label="Map tools">
      <ToolButtons tool={tool} onTool={setTool} />
      <span className="map-toolbar-rule" />
      <PaintFrom />
      <span className="map-toolbar-rule" />
      <IconButton label="Show the whole plan" keys="0" icon={<Maximize />} onPress={() => theMap()?.fit()} />
      <LayersMenu />
      {useNarrow() ? null : <PanelToggles />}
    </div>
  );
}

function PanelToggles() {
  const panels = usePanels();
  return (
    <div className="map-toolbar-end">
      <IconButton
        label="Territories panel"
        icon={<PanelLeft />}
        pressed={panels.left}
        onPress={() => togglePanel('left')}
      />
      <IconButton
        label="Accounts and charts"
        icon={<PanelBottom />}
        pressed={panels.bottom}
        onPress={() => togglePanel('bottom')}
      />
      <IconButton
        label="Inspector panel"
        icon={<PanelRight />}
        pressed={panels.right}
        onPress={() => togglePanel('right')}
      />
    </div>
  );
}

function PaintFrom() {
  const plan = usePlan();
  const from = useMapView((state) => state.paintFrom);
  const choices: readonly Choice<string>[] = [
    { id: 'all', label: 'Pick from all' },
    { id: 'unassigned', label: 'Pick from unassigned' },
    ...liveTerritories(plan).map((index) => ({
      id: String(index),
      label: `Pick from ${plan.territories[index]?.name ?? ''}`,
    })),
  ];
  const chosen = (id: string): PaintSource =>
    id === 'all' || id === 'unassigned' ? { kind: id } : { kind: 'territory', index: Number(id) };
  return (
    <Select
      label="Which accounts a gesture picks up"
      hideLabel
      value={from.kind === 'territory' ? String(from.index) : from.kind}
      onChange={(id) => setPaintFrom(chosen(id))}
      choices={choices}
    />
  );
}

const FILLS = [
  { id: 'none', label: 'No areas' },
  { id: 'voronoi', label: 'Areas around accounts' },
  { id: 'counties', label: 'Counties' },
] as const;

const SWITCHES: readonly { key: Exclude<keyof MapLayers, 'fill'>; label: string }[] = [
  { key: 'points', label: 'Accounts' },
  { key: 'territoryLabels', label: 'Territory names' },
  { key: 'hatches', label: 'Hatches' },
  { key: 'placeLabels', label: 'Cities' },
  { key: 'roads', label: 'Roads' },
  { key: 'countyLines', label: 'County lines' },
];

function LayersMenu() {
  const layers = useMapView((state) => state.layers);
  return (
    <DialogTrigger>
      <IconButton label="What the map shows" icon={<Layers />} />
      <Popover className="popover" placement="bottom start">
        <Dialog className="layers-menu" aria-label="What the map shows">
          <Select
            label="Territory areas"
            value={layers.fill}
            onChange={(fill) => setLayers({ ...layers, fill })}
            choices={FILLS}
          />
          {SWITCHES.map(({ key, label }) => (
            <Switch key={key} isSelected={layers[key]} onChange={(on) => setLayers({ ...layers, [key]: on })}>
              {label}
            </Switch>
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
