import { goTo } from '../app/route.ts';
import type { SideId } from './compare-sides.ts';
import { compareSides } from './compare-sides.ts';

/** Shows two sides beside each other; null leaves the choice to what fits best. */
export function compare(left: SideId | null, right: SideId | null): void {
  compareSides(left, right);
  goTo('compare');
}
