/** Steps are loaded as they are opened and their styles stay: a class two rooms style would change looks on the way back. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, it } from 'vitest';

const renderer = join(import.meta.dirname, '../../../renderer');

/** `steps/design/problems/x.css` belongs to `steps/design`, `review/y.css` to `review`. */
const roomOf = (path: string): string =>
  path
    .split(sep)
    .slice(0, path.startsWith(`steps${sep}`) ? 2 : 1)
    .join('/');

/** Classes that a selector consists of alone. */
function classesOf(css: string): readonly string[] {
  const rules = css.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{};]+)\{/g);
  return [...rules].flatMap(([, selectors = '']) =>
    selectors.split(',').flatMap((one) => /^\.([a-z][\w-]*)$/.exec(one.trim())?.[1] ?? []),
  );
}

it('every class is styled by one room alone', () => {
  const rooms = new Map<string, Set<string>>();
  const sheets = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.css'),
  );
  for (const path of sheets)
    for (const name of classesOf(readFileSync(join(renderer, path), 'utf8')))
      rooms.set(name, (rooms.get(name) ?? new Set()).add(roomOf(path)));
  expect(rooms.size).toBeGreaterThan(300);
  expect(
    [...rooms].filter(([, by]) => by.size > 1).map(([name, by]) => `${name}: ${[...by].join(', ')}`),
  ).toEqual([]);
});
