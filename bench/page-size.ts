/** How much a person's browser loads before the first screen, and how much there is in all. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Benchmark, Figure } from './benchmark.ts';
import { repository } from './benchmark.ts';

const kilobytes = (bytes: number): number => Math.round(bytes / 1000);

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

/** The script and style the page names itself; the steps load theirs when they are opened. */
function firstScreen(page: string): string[] {
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="\.\/(app\/[^"]+)"/g)].map(([, path]) => join(page, path ?? ''));
}

export const pageSize: Benchmark = {
  name: 'page-size',
  summary: 'size of the built page',
  run() {
    const page = join(repository(), 'dist/renderer');
    const sum = (paths: readonly string[]): number =>
      paths.reduce((total, path) => total + statSync(path).size, 0);
    const first = firstScreen(page);
    const scripts = filesIn(join(page, 'app')).filter((path) => /\.(js|css)$/.test(path));
    const zipped = first.reduce((total, path) => total + gzipSync(readFileSync(path)).length, 0);
    const figures: Figure[] = [
      { name: 'first screen, script and style', value: kilobytes(sum(first)), unit: 'kB' },
      { name: 'first screen, gzipped', value: kilobytes(zipped), unit: 'kB' },
      { name: 'all script and style', value: kilobytes(sum(scripts)), unit: 'kB' },
      {
        name: 'basemap, gazetteer and sample',
        value: kilobytes(sum(filesIn(join(page, 'assets')))),
        unit: 'kB',
      },
    ];
    return Promise.resolve(figures);
  },
};
