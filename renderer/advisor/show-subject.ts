/** From a figure of an answer to what it is about, on the map. */
import type { Subject } from '../../domain/advisor/answer.ts';
import { goTo } from '../app/route.ts';
import { whenMapIsThere } from '../workspace/map-view.ts';
import { showRight } from '../workspace/panels.ts';
import { inspectTerritory, selectRows } from '../workspace/selection.ts';

export function showSubject(subject: Subject): void {
  if (subject.kind === 'account') return showAccounts(Int32Array.of(subject.row));
  inspectTerritory(subject.index);
  showRight('inspect');
  goTo('design');
  whenMapIsThere((map) => map.zoomToTerritory(subject.index));
}

export function showAccounts(rows: Int32Array): void {
  selectRows(rows);
  showRight('inspect');
  goTo('design');
  whenMapIsThere((map) => map.zoomToRows(rows));
}
