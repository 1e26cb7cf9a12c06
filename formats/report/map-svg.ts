/** The map of a report: accounts coloured by territory over outlines, as SVG that prints. */
import { ACTIVE, UNASSIGNED } from '../../domain/plan/plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Html } from './html.ts';
import { html, trusted } from './html.ts';
import type { Projection } from './projection.ts';
import { projectionFor } from './projection.ts';

/** Rings of [longitude, latitude] in degrees, e.g. state borders. */
export type Outline = readonly (readonly [lon: number, lat: number])[];

/** Points closer than this many units of the drawing fall into one dot, so that 100,000 accounts stay printable. */
const GRID = 2.5;

const UNASSIGNED_COLOUR = '#8a8577';

/** Neighbours in the list differ much: hues a golden angle apart, in three depths. */
export function territoryColour(territory: number): string {
  if (territory === UNASSIGNED) return UNASSIGNED_COLOUR;
  const hue = Math.round((territory * 137.508 + 20) % 360);
  const depth = [44, 56, 34][territory % 3] ?? 44;
  return `hsl(${hue} ${[55, 48, 62][territory % 3] ?? 55}% ${depth}%)`;
}

function placesOf(plan: Plan): { rows: number[]; points: (readonly [number, number])[] } {
  const { lat, lon } = plan.accounts.number;
  const rows: number[] = [];
  for (let row = 0; row < plan.accounts.rowCount; row++) {
    const placed = Number.isFinite(lat[row]) && Number.isFinite(lon[row]);
    if (plan.standing[row] === ACTIVE && placed) rows.push(row);
  }
  return { rows, points: rows.map((row) => [lat[row] ?? 0, lon[row] ?? 0] as const) };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The path data of outlines on this plan's map: passed back in when a report is made again to be compared. */
export function outlinePath(plan: Plan, outlines: readonly Outline[]): string {
  const projection = projectionFor(placesOf(plan).points);
  if (projection === null) return '';
  return outlines.map((ring) => ringPath(ring, projection)).join('');
}

function ringPath(ring: Outline, { project, width, height }: Projection): string {
  let [path, pen, seen, last] = ['', 'M', false, ''];
  for (const [lon, lat] of ring) {
    const point = project(lat, lon);
    if (point === null) {
      pen = 'M';
      continue;
    }
    const step = `${round(point.x)} ${round(point.y)}`;
    if (step === last) continue;
    path += pen + step;
    [pen, last] = ['L', step];
    seen ||= point.x >= 0 && point.x <= width && point.y >= 0 && point.y <= height;
  }
  return seen ? path : '';
}

/** One dot a cell of the grid and territory; the path draws round caps without length. */
function dots(plan: Plan, rows: readonly number[], projection: Projection): ReadonlyMap<number, string[]> {
  const { lat, lon } = plan.accounts.number;
  const taken = new Set<string>();
  const marks = new Map<number, string[]>();
  for (const row of rows) {
    const point = projection.project(lat[row] ?? 0, lon[row] ?? 0);
    if (point === null) continue;
    const territory = plan.assignment[row] ?? UNASSIGNED;
    const [x, y] = [Math.round(point.x / GRID), Math.round(point.y / GRID)];
    const key = `${territory} ${x} ${y}`;
    if (taken.has(key)) continue;
    taken.add(key);
    const list = marks.get(territory) ?? [];
    marks.set(territory, list);
    list.push(`M${round(x * GRID)} ${round(y * GRID)}h0`);
  }
  return marks;
}

export function mapFigure(plan: Plan, outlines: string): Html {
  const { rows, points } = placesOf(plan);
  const projection = projectionFor(points);
  if (projection === null) return html`<p class="note">No account of this plan has a place on the map.</p>`;
  const { width, height, label } = projection;
  const marks = dots(plan, rows, projection);
  const size = rows.length > 5000 ? 3 : rows.length > 800 ? 4 : 5.5;
  const paths = [...marks.keys()]
    .toSorted((a, b) => a - b)
    .map((t) => html`<path stroke="${territoryColour(t)}" d="${(marks.get(t) ?? []).join('')}" />`);
  const active = plan.standing.filter((standing) => standing === ACTIVE).length;
  const without = active - rows.length;
  const missing = without === 0 ? '' : `${without} accounts have no place and are not drawn. `;
  return html`<figure>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Accounts by territory">
      ${trusted(`<path class="outlines" d="${outlines}"/>`)}
      <g class="dots" stroke-width="${size}">${paths}</g>
    </svg>
    <figcaption>
      Each dot is an account, or several close together, in the colour of its territory. ${missing}${label}
    </figcaption>
  </figure>`;
}

/** The outlines a report was drawn with; null when there is not exactly one set, or it is more than lines. */
export function outlinesIn(report: string): string | null {
  const found = [...report.matchAll(/<path class="outlines" d="([ML0-9. -]*)"\/>/g)];
  return found.length === 1 ? (found[0]?.[1] ?? null) : null;
}
