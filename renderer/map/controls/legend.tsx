import { ChevronDown, ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import type { Palette } from '../draw/palette.ts';
import type { SymbolLook } from '../draw/sprites.ts';
import type { RadiusScale } from '../points/radius-scale.ts';
import { counted } from '../../ui/format.ts';
import { useRemembered, yesNo } from '../../ui/remembered.ts';
import { legendValues } from './scale-length.ts';
import { SymbolSwatch } from './symbol-swatch.tsx';

/** Which marks are on the map now: the legend explains no others. */
export interface MarksShown {
  readonly unassigned: boolean;
  readonly locked: boolean;
  readonly moved: boolean;
  readonly overlaid: boolean;
  readonly reserved: boolean;
  readonly staged: boolean;
  readonly selected: boolean;
  readonly clusters: boolean;
}

interface LegendProps {
  readonly palette: Palette;
  readonly scale: RadiusScale;
  readonly zoom: number;
  readonly marks: MarksShown;
  readonly sizeName: string;
  readonly formatPotential: (minorUnits: number) => string;
  readonly territories: readonly { readonly name: string; readonly colour: string }[];
}

const BASE: SymbolLook = { colour: null, radius: 5, locked: false, moved: false, selected: false };

export function Legend(props: LegendProps): ReactNode {
  const [open, setOpen] = useRemembered('map.legend', yesNo, false);
  return (
    <section className="map-legend" aria-label="Legend">
      <button type="button" className="map-legend-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        Legend {open ? <ChevronDown aria-hidden="true" /> : <ChevronUp aria-hidden="true" />}
      </button>
      {open ? (
        <div className="map-legend-body">
          <Sizes {...props} />
          <Marks {...props} />
          <Territories territories={props.territories} />
        </div>
      ) : null}
    </section>
  );
}

function Sizes({ palette, scale, zoom, sizeName, formatPotential }: LegendProps): ReactNode {
  const looks = useMemo(
    () =>
      legendValues(scale.cap).map((value) => ({
        value,
        look: { ...BASE, colour: palette.unassigned, radius: scale.radius(value, zoom) },
      })),
    [scale, zoom, palette],
  );
  if (looks.length === 0) return null;
  return (
    <ul className="map-legend-sizes" aria-label={`Size: ${sizeName}`}>
      {looks.map(({ value, look }) => (
        <li key={value}>
          <SymbolSwatch look={look} palette={palette} size={24} />
          {formatPotential(value)}
        </li>
      ))}
    </ul>
  );
}

function Marks({ palette, marks, territories }: LegendProps): ReactNode {
  const rows = useMemo(() => {
    const colour = territories[0]?.colour ?? palette.unassigned;
    const other = territories[1]?.colour ?? palette.paper;
    const all: readonly (readonly [keyof MarksShown, string, SymbolLook])[] = [
      ['unassigned', 'Unassigned', BASE],
      ['selected', 'Selected', { ...BASE, colour, selected: true }],
      ['staged', 'Pending move (from, to)', { ...BASE, colour, to: other }],
      ['locked', 'Locked', { ...BASE, colour, locked: true }],
      ['overlaid', 'Overlay beside the territory', { ...BASE, colour, overlay: 'beside' }],
      ['reserved', 'Reserved for a partner', { ...BASE, overlay: 'reserved' }],
      ['moved', 'Moved since the start', { ...BASE, colour, moved: true }],
    ];
    return all.filter(([key]) => marks[key]);
  }, [palette, marks, territories]);
  return (
    <ul className="map-legend-marks">
      {rows.map(([key, words, look]) => (
        <li key={key}>
          <SymbolSwatch look={look} palette={palette} size={24} />
          {words}
        </li>
      ))}
      {marks.clusters ? (
        <li>
          <span className="map-cluster-swatch" aria-hidden="true">
            8
          </span>
          Several accounts, by territory
        </li>
      ) : null}
    </ul>
  );
}

/** Names for the hues. Long lists scroll; the table has them all with their figures. */
function Territories({ territories }: Pick<LegendProps, 'territories'>): ReactNode {
  const [open, setOpen] = useState(false);
  if (territories.length === 0) return null;
  return (
    <>
      <button type="button" className="map-legend-more" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide territories' : counted(territories.length, 'territory', 'territories')}
      </button>
      {open ? (
        <ul className="map-legend-territories" tabIndex={0} aria-label="Territory colours">
          {territories.map(({ name, colour }) => (
            <li key={name}>
              <span className="map-chip" style={{ background: colour }} aria-hidden="true" />
              {name}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
