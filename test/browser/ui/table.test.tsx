import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { useState } from 'react';
import type { Sort } from '../../../renderer/ui/Table.tsx';
import { Table } from '../../../renderer/ui/Table.tsx';

let root: Root | null = null;
let page: HTMLElement | null = null;

afterEach(() => {
  root?.unmount();
  page?.remove();
});

const NAMES = ['Denver', 'Austin', 'Boston', 'Chicago'];

interface Seen {
  readonly opened: number[];
  readonly selected: number[][];
  readonly mended: number[];
}

function Cities({ seen }: { readonly seen: Seen }) {
  const [sort, setSort] = useState<Sort | null>(null);
  const keys = [0, 1, 2, 3];
  if (sort !== null) keys.sort((a, b) => (NAMES[a] ?? '').localeCompare(NAMES[b] ?? ''));
  if (sort?.descending === true) keys.reverse();
  return (
    <Table
      label="Cities"
      columns={[
        { id: 'name', header: 'Name', width: 100, cell: (key) => NAMES[key] },
        { id: 'size', header: 'Size', width: 80, number: true, cell: (key) => key * 10 },
        {
          id: 'mend',
          header: 'Mend',
          width: 80,
          sortable: false,
          cell: (key) => (
            <button type="button" onClick={() => seen.mended.push(key)}>
              Mend
            </button>
          ),
        },
      ]}
      keys={keys}
      isSelected={() => false}
      onSelect={({ keys: chosen }) => seen.selected.push([...chosen])}
      onOpen={(key) => seen.opened.push(key)}
      sort={sort}
      onSort={setSort}
    />
  );
}

async function show(): Promise<{ readonly seen: Seen; readonly grid: HTMLElement }> {
  const seen: Seen = { opened: [], selected: [], mended: [] };
  page = document.createElement('div');
  Object.assign(page.style, { position: 'absolute', top: '0', left: '0', width: '400px', height: '300px' });
  Object.assign(page.style, { display: 'flex' });
  document.body.append(page);
  root = createRoot(page);
  root.render(<Cities seen={seen} />);
  await expect.poll(() => page?.querySelectorAll('[role=gridcell]').length).toBe(12);
  const grid = page.querySelector<HTMLElement>('[role=grid]');
  if (grid === null) throw new Error('no grid');
  grid.focus();
  return { seen, grid };
}

const activeText = (grid: HTMLElement): string =>
  document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '';
const rowTexts = (grid: HTMLElement): string[] =>
  [...grid.querySelectorAll('[role=row][aria-selected]')]
    .sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
    .map((row) => row.firstElementChild?.textContent ?? '');

describe('the grid by keyboard alone', () => {
  it('sorts by a header and says so', async () => {
    const { grid } = await show();
    await userEvent.keyboard('{ArrowUp}');
    expect(activeText(grid)).toBe('Name');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => rowTexts(grid)).toEqual(['Austin', 'Boston', 'Chicago', 'Denver']);
    const header = grid.querySelector('[role=columnheader]');
    expect(header?.getAttribute('aria-sort')).toBe('ascending');
    await userEvent.keyboard(' ');
    await expect.poll(() => header?.getAttribute('aria-sort')).toBe('descending');
    expect(rowTexts(grid)[0]).toBe('Denver');
    expect(document.activeElement).toBe(grid);
  });

  it('gives only what can be sorted a sort state', async () => {
    const { grid } = await show();
    const states = [...grid.querySelectorAll('[role=columnheader]')].map((h) => h.getAttribute('aria-sort'));
    expect(states).toEqual(['none', 'none', null]);
  });

  it('reads cell by cell, selects and opens rows', async () => {
    const { seen, grid } = await show();
    await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}');
    expect(activeText(grid)).toBe('10');
    await userEvent.keyboard(' ');
    expect(seen.selected).toEqual([[1]]);
    await userEvent.keyboard('{Enter}');
    expect(seen.opened).toEqual([1]);
  });

  it('steps into what a cell holds and out again, without acting on the row', async () => {
    const { seen, grid } = await show();
    await userEvent.keyboard('{ArrowRight}{End}{Enter}');
    expect(document.activeElement?.textContent).toBe('Mend');
    await userEvent.keyboard('{Enter}');
    expect(seen.mended).toEqual([0]);
    expect(seen.opened).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(grid);
  });

  it('counts rows and columns for who cannot see them', async () => {
    const { grid } = await show();
    expect(grid.getAttribute('aria-rowcount')).toBe('5');
    expect(grid.getAttribute('aria-colcount')).toBe('3');
    expect(grid.querySelector('[role=row]')?.getAttribute('aria-rowindex')).toBe('1');
    expect(grid.getAttribute('aria-multiselectable')).toBe('false');
  });
});
