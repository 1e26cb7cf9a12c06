import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { unitX, unitY, worldPixels } from '../../../renderer/map/basemap/mercator.ts';
import type { MapHandle, PlanMapProps, SelectMode } from '../../../renderer/map/map-props.ts';
import { DEFAULT_LAYERS, NO_SELECTION } from '../../../renderer/map/map-props.ts';
import { PlanMap } from '../../../renderer/map/plan-map.tsx';
import { MODIFIER, Mouse, nextFrame } from './mouse.ts';
import { GRID_SITES, planOf } from './small-plan.ts';

const VIEW = { lat: 40, lon: -104, zoom: 7 };
const SIZE = { width: 640, height: 480 };

interface Shown {
  readonly host: HTMLElement;
  readonly map: MapHandle;
  readonly mouse: Mouse;
  readonly selected: { rows: number[]; mode: SelectMode }[];
  readonly previews: (number[] | null)[];
  readonly hovers: (number[] | null)[];
  readonly tools: string[];
}

let root: Root | null = null;
let page: HTMLElement | null = null;

afterEach(() => {
  root?.unmount();
  page?.remove();
});

async function show(props: Partial<PlanMapProps> = {}): Promise<Shown> {
  page = document.createElement('div');
  Object.assign(page.style, { position: 'absolute', top: '0', left: '0' });
  Object.assign(page.style, { width: `${SIZE.width}px`, height: `${SIZE.height}px` });
  document.body.append(page);
  const shown = { selected: [], previews: [], hovers: [], tools: [] } as Pick<
    Shown,
    'selected' | 'previews' | 'hovers' | 'tools'
  >;
  let map: MapHandle | null = null;
  root = createRoot(page);
  root.render(
    <PlanMap
      plan={planOf(GRID_SITES)}
      facts={{ staged: null, visible: null, formatPotential: (value) => `${value} beds` }}
      colours={['#3b6fb6', '#d1722c']}
      selection={NO_SELECTION}
      theme="light"
      layers={DEFAULT_LAYERS}
      tool="select"
      onSelect={(rows, mode) => shown.selected.push({ rows: [...rows], mode })}
      onPreview={(rows) => shown.previews.push(rows === null ? null : [...rows])}
      onHover={(hover) => shown.hovers.push(hover === null ? null : [...hover.rows])}
      onToolChange={(tool) => shown.tools.push(tool)}
      handleRef={(handle) => {
        map = handle;
      }}
      {...props}
    />,
  );
  await expect.poll(() => page?.querySelector('.map-scale')).toBeTruthy();
  const handle = map as unknown as MapHandle;
  handle.follow(VIEW);
  await nextFrame();
  const host = page.querySelector<HTMLElement>('.plan-map-host')!;
  return { ...shown, host, map: handle, mouse: new Mouse(host) };
}

/** Where a place of the ground is in the window, in CSS pixels of the map. */
function at(lat: number, lon: number): readonly [number, number] {
  const scale = worldPixels(VIEW.zoom);
  return [
    Math.round((unitX(lon) - unitX(VIEW.lon)) * scale + SIZE.width / 2),
    Math.round((unitY(lat) - unitY(VIEW.lat)) * scale + SIZE.height / 2),
  ];
}

/** A lasso of straight strokes through these places, closed. */
function path(places: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const corners = places.map(([lat, lon]) => at(lat, lon));
  return corners.flatMap(([x, y], i) => {
    const [nx, ny] = corners[(i + 1) % corners.length]!;
    return Array.from(
      { length: 5 },
      (_, step) => [x + ((nx - x) * step) / 5, y + ((ny - y) * step) / 5] as const,
    );
  });
}

describe('picking accounts on the map', () => {
  it('selects the account that is clicked, and clears the selection over empty ground', async () => {
    const { mouse, selected } = await show();
    await mouse.click(...at(40, -104));
    await mouse.click(...at(40.5, -104.5));
    expect(selected).toEqual([
      { rows: [4], mode: 'replace' },
      { rows: [], mode: 'replace' },
    ]);
  });

  it('adds with Shift, removes with Alt and toggles with Ctrl', async () => {
    const { mouse, selected } = await show();
    for (const modifiers of [MODIFIER.shift, MODIFIER.alt, MODIFIER.ctrl]) {
      mouse.modifiers = modifiers;
      await mouse.click(...at(41, -105));
    }
    expect(selected.map(({ mode }) => mode)).toEqual(['add', 'remove', 'toggle']);
    expect(selected.every(({ rows }) => rows.length === 1 && rows[0] === 0)).toBe(true);
  });

  it('selects what a dragged box holds', async () => {
    const { mouse, selected } = await show();
    await mouse.drag([at(41.5, -105.5), at(40.8, -104.5), at(39.5, -103.5)]);
    expect(selected).toEqual([{ rows: [0, 1, 3, 4], mode: 'replace' }]);
  });

  it('selects what a lasso holds, and says what it would take before it is let go', async () => {
    const { mouse, selected, previews } = await show({ tool: 'lasso' });
    const stroke = path([
      [41.5, -105.5],
      [41.5, -102.5],
      [40.5, -102.5],
      [40.5, -105.5],
    ]);
    await mouse.move(...stroke[0]!);
    await mouse.down(...stroke[0]!);
    for (const point of stroke.slice(1)) await mouse.move(...point, true);
    await nextFrame();
    expect(selected).toEqual([]);
    expect(previews.at(-1)).toEqual([0, 1, 2]);
    expect(page?.querySelector('.map-readout')?.textContent).toBe('3 accounts600 beds');
    await mouse.up(...stroke.at(-1)!);
    expect(selected).toEqual([{ rows: [0, 1, 2], mode: 'replace' }]);
    expect(previews.at(-1)).toBeNull();
  });

  it('takes only unassigned accounts when those are painted from', async () => {
    const { mouse, selected } = await show({ paintFrom: { kind: 'unassigned' } });
    await mouse.drag([at(41.5, -105.5), at(40, -104), at(38.5, -102.5)]);
    expect(selected).toEqual([{ rows: [2, 5, 8], mode: 'replace' }]);
  });

  it('leaves out what the filter hides', async () => {
    const visible = Uint8Array.from(GRID_SITES, (_, row) => (row === 4 ? 0 : 1));
    const facts = { staged: null, visible, formatPotential: String };
    const { mouse, selected } = await show({ facts });
    await mouse.drag([at(40.5, -105.5), at(40, -104), at(39.5, -102.5)]);
    expect(selected).toEqual([{ rows: [3, 5], mode: 'replace' }]);
  });

  it('closes a polygon with Enter, and takes corners back with Backspace', async () => {
    const { mouse, selected, previews } = await show({ tool: 'polygon' });
    await mouse.click(...at(41.5, -105.5));
    await mouse.click(...at(41.5, -103.5));
    await mouse.click(...at(38.2, -102));
    await userEvent.keyboard('{Backspace}');
    await mouse.click(...at(38.5, -103.5));
    await mouse.click(...at(38.5, -105.5));
    expect(previews.at(-1)).toEqual([0, 1, 3, 4, 6, 7]);
    await userEvent.keyboard('{Enter}');
    expect(selected).toEqual([{ rows: [0, 1, 3, 4, 6, 7], mode: 'replace' }]);
  });

  it('closes a polygon with a double click', async () => {
    const { mouse, selected } = await show({ tool: 'polygon' });
    await mouse.click(...at(41.5, -105.5));
    await mouse.click(...at(41.5, -103.5));
    const last = at(39.5, -104.5);
    await mouse.click(...last);
    await mouse.down(...last, 2);
    await mouse.up(...last, 2);
    expect(selected).toEqual([{ rows: [0, 1], mode: 'replace' }]);
  });

  it('gives a polygon up on Escape', async () => {
    const { mouse, selected, previews } = await show({ tool: 'polygon' });
    await mouse.click(...at(41.5, -105.5));
    await mouse.click(...at(41.5, -103.5));
    await userEvent.keyboard('{Escape}');
    expect(previews.at(-1)).toBeNull();
    await userEvent.keyboard('{Enter}');
    expect(selected).toEqual([]);
  });

  it('paints what the brush passes over', async () => {
    const { mouse, selected } = await show({ tool: 'brush', brushRadius: 20 });
    await mouse.drag([at(41, -105), at(41, -104), at(40, -104)]);
    expect(selected).toEqual([{ rows: [0, 1, 4], mode: 'add' }]);
  });

  it('picks nothing up when it is read-only, and still shows what is under the pointer', async () => {
    const { mouse, selected, hovers } = await show({ readOnly: true });
    await mouse.click(...at(40, -104));
    await nextFrame();
    expect(selected).toEqual([]);
    expect(hovers.at(-1)).toEqual([4]);
    expect(page?.querySelector('.map-card')?.textContent).toContain('Site 4');
  });
});

describe('the map by keyboard', () => {
  it('moves with the arrows, zooms with plus and minus, and picks the middle with Enter', async () => {
    const { host, map, selected } = await show();
    host.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowLeft}');
    await nextFrame();
    await userEvent.keyboard('{Enter}');
    expect(selected).toEqual([{ rows: [4], mode: 'replace' }]);
    await userEvent.keyboard('{ArrowRight}');
    expect(map.view().lon).toBeGreaterThan(VIEW.lon);
    await userEvent.keyboard('+');
    await expect.poll(() => map.view().zoom).toBeCloseTo(VIEW.zoom + 0.5);
    await userEvent.keyboard('-');
    await expect.poll(() => map.view().zoom).toBeCloseTo(VIEW.zoom);
  });

  it('asks for the tool whose letter is pressed', async () => {
    const { host, tools } = await show();
    host.focus();
    await userEvent.keyboard('vhlpb');
    expect(tools).toEqual(['select', 'pan', 'lasso', 'polygon', 'brush']);
  });

  it('pans with any tool while Space is held', async () => {
    const { host, map, mouse, selected } = await show({ tool: 'lasso' });
    host.focus();
    await userEvent.keyboard('{ >}');
    await mouse.drag([at(40, -104), at(40, -104.2), at(40, -104.5)]);
    await userEvent.keyboard('{/ }');
    expect(map.view().lon).toBeGreaterThan(VIEW.lon + 0.2);
    expect(selected).toEqual([]);
  });
});

describe('the legend', () => {
  it('starts closed, opens on demand and stays as it was left', async () => {
    localStorage.clear();
    await show();
    const head = (): HTMLElement => page!.querySelector<HTMLElement>('.map-legend-head')!;
    expect(head().getAttribute('aria-expanded')).toBe('false');
    expect(page!.querySelector('.map-legend')!.getBoundingClientRect().height).toBeLessThan(32);
    await userEvent.click(head());
    await expect.poll(() => page?.querySelector('.map-legend-sizes')).toBeTruthy();
    root?.unmount();
    page?.remove();
    await show();
    expect(head().getAttribute('aria-expanded')).toBe('true');
    localStorage.clear();
  });
});

describe('the view', () => {
  it('shows every row it is asked to zoom to', async () => {
    const { map } = await show();
    map.zoomToRows([0, 1]);
    await expect.poll(() => map.view().lat).toBeCloseTo(41, 1);
    expect(map.view().lon).toBeCloseTo(-104.5, 1);
  });

  it('makes a picture of what is to be seen', async () => {
    const { map } = await show();
    const blob = await map.snapshot();
    const picture = await createImageBitmap(blob);
    expect(blob.type).toBe('image/png');
    expect([picture.width, picture.height]).toEqual([SIZE.width, SIZE.height]);
  });
});

describe('maps that follow each other', () => {
  it('a map that is put somewhere tells nobody, one that a person moves tells', async () => {
    const views: number[] = [];
    const { map, host } = await show({ onViewChange: ({ zoom }) => views.push(zoom) });
    views.length = 0;
    map.follow({ lat: 41, lon: -103, zoom: 6 });
    expect(map.view()).toMatchObject({ zoom: 6 });
    expect(views).toEqual([]);
    host.focus();
    await userEvent.keyboard('+');
    await expect.poll(() => views.at(-1)).toBeGreaterThan(6);
  });
});

describe('a window of another size', () => {
  it('still shows the whole plan to who looked at it, and leaves any other view at its zoom', async () => {
    let moved = 0;
    const { map } = await show({ onViewChange: () => (moved += 1) });
    moved = 0;
    map.fit();
    await expect
      .poll(async () => {
        const before = moved;
        await nextFrame();
        await nextFrame();
        return before > 0 && moved === before;
      })
      .toBe(true);
    const whole = map.view().zoom;
    Object.assign(page!.style, { width: '240px', height: '180px' });
    await expect.poll(() => map.view().zoom).toBeLessThan(whole);
    map.follow(VIEW);
    Object.assign(page!.style, { width: '640px', height: '480px' });
    const canvas = page!.querySelector('canvas')!;
    await expect.poll(() => canvas.clientWidth).toBeGreaterThanOrEqual(640);
    await nextFrame();
    expect(map.view().zoom).toBe(VIEW.zoom);
  });
});
