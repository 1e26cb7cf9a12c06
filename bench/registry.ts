/** Every benchmark, in the order they run: one import and one line each. */
import type { Benchmark } from './benchmark.ts';
import { bundle } from './bundle.ts';
import { cancel } from './cancel.ts';
import { edit } from './edit.ts';
import { importRows } from './import.ts';
import { map } from './map.ts';
import { optimizer } from './optimizer/optimizer.ts';
import { pageSize } from './page-size.ts';
import { plan } from './plan.ts';
import { startUp } from './start-up.ts';
import { store } from './store.ts';

export const benchmarks: readonly Benchmark[] = [
  pageSize,
  startUp,
  importRows,
  edit,
  plan,
  cancel,
  bundle,
  map,
  optimizer,
  store,
];
