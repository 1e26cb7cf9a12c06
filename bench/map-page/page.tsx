/** Measures the map where it runs. bench/map.ts opens this page, moves the mouse and reads `window.mapBench`. */
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { MapHandle } from '../../renderer/map/map-props.ts';
import { DEFAULT_LAYERS, NO_SELECTION } from '../../renderer/map/map-props.ts';
import { PlanMap } from '../../renderer/map/plan-map.tsx';
import { manyAccounts, TERRITORIES } from './many-accounts.ts';

declare global {
  interface Window {
    mapBench: {
      firstDraw: Promise<number>;
      edit: (where: 'scattered' | 'together') => Promise<number>;
      /** Milliseconds to draw a place not shown before, close by, and a place beside it. */
      close: () => Promise<number[]>;
      pan: () => Promise<number[]>;
      zoom: () => Promise<number[]>;
      /** Milliseconds from letting the lasso go to the callback, and how many rows it held. */
      lasso: { ms: number; rows: number; previews: number };
    };
  }
}

const count = Number(new URLSearchParams(location.search).get('accounts'));
const first = manyAccounts(count);
const facts = {
  staged: null,
  visible: null,
  formatPotential: (value: number) => `$${Math.round(value / 100)}`,
};
const hues = ['#3b6fb6', '#d1722c', '#2f8f5b', '#b8437a', '#8a7a1f', '#5b4a9f', '#2a9aa8', '#c2504f'];
const colours = Array.from({ length: TERRITORIES }, (_, i) => hues[i % hues.length]!);

const frame = async (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
let map: MapHandle | null = null;
let setPlan: (plan: typeof first) => void = () => undefined;
let released = 0;
window.addEventListener('pointerup', () => (released = performance.now()), { capture: true });

function Page() {
  const [plan, set] = useState(first);
  useEffect(() => {
    setPlan = set;
  }, []);
  return (
    <PlanMap
      plan={plan}
      facts={facts}
      colours={colours}
      selection={NO_SELECTION}
      theme="light"
      layers={DEFAULT_LAYERS}
      tool="lasso"
      onSelect={(rows) => {
        window.mapBench.lasso = {
          ...window.mapBench.lasso,
          ms: performance.now() - released,
          rows: rows.length,
        };
      }}
      onPreview={(rows) => {
        if (rows !== null) window.mapBench.lasso.previews++;
      }}
      handleRef={(handle) => {
        map = handle;
      }}
    />
  );
}

async function firstDraw(): Promise<number> {
  const began = performance.now();
  createRoot(document.getElementById('root')!).render(<Page />);
  while (document.querySelector('[data-ready]') === null) await frame();
  await frame();
  return performance.now() - began;
}

/** Lengths of the frames during which `step` moves the map. */
async function frames(times: number, step: (i: number) => void): Promise<number[]> {
  const lengths: number[] = [];
  let last = await frame();
  for (let i = 0; i < times; i++) {
    step(i);
    const now = await frame();
    lengths.push(now - last);
    last = now;
  }
  return lengths;
}

const scattered = (times: number): number[] => Array.from({ length: times }, (_, i) => i * 11);

/** Rows of the accounts nearest the middle of the country. */
function nearest(times: number): number[] {
  const { lat, lon } = first.accounts.number;
  const away = (row: number): number => (lat[row]! - 39) ** 2 + (lon[row]! + 98) ** 2;
  return [...first.assignment.keys()].toSorted((a, b) => away(a) - away(b)).slice(0, times);
}

window.mapBench = {
  firstDraw: firstDraw(),
  lasso: { ms: 0, rows: 0, previews: 0 },
  pan: async () => {
    map?.follow({ lat: 39, lon: -98, zoom: 6 });
    await frame();
    return frames(120, (i) => map?.follow({ lat: 39 + i * 0.01, lon: -98 + i * 0.09, zoom: 6 }));
  },
  zoom: async () => {
    const host = document.querySelector('.plan-map-host')!;
    return frames(60, (i) =>
      host.dispatchEvent(
        new WheelEvent('wheel', {
          deltaY: i < 30 ? -30 : 30,
          clientX: 500,
          clientY: 400,
          bubbles: true,
          cancelable: true,
        }),
      ),
    );
  },
  close: async () => {
    const lengths: number[] = [];
    for (const lon of [-98, -97, -96]) {
      const began = performance.now();
      map?.follow({ lat: 35, lon, zoom: 10 });
      lengths.push(performance.now() - began);
      await frame();
    }
    return lengths;
  },
  edit: async (where) => {
    await frame();
    const assignment = first.assignment.slice();
    for (const row of where === 'together' ? nearest(30) : scattered(30))
      assignment[row] = (assignment[row]! + 1) % TERRITORIES;
    const began = performance.now();
    setPlan({ ...first, assignment });
    await frame();
    await frame();
    return performance.now() - began;
  },
};
