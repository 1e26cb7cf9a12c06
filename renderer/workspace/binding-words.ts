/** What stops a proposal from being better, in units a manager knows: hours of travel, not units of the objective. */
import type { ConstraintPrice, SolverAnswer } from '../../solver-worker/contract.ts';
import type { PlanProblem } from '../../solver-worker/page/contract.ts';
import { count, decimal, percent } from '../ui/format.ts';

type Asked = Pick<PlanProblem, 'problem' | 'settings'>;
/** What was asked, and how compact the answer is. */
type Answered = { readonly asked: Asked; readonly answer: Pick<SolverAnswer, 'parts'> };

const NAMES: Readonly<Record<string, string>> = { count: 'accounts', revenue: 'sales' };

/** A balance measure as a word in a sentence. */
export const balanceWord = (name: string): string => NAMES[name] ?? name;

/** Hours of travel a year that easing the limit by 1% is worth; null where the objective knows no travel. */
export function hoursWorth(price: ConstraintPrice, { settings }: Asked): number | null {
  if (settings.approach === 'equal-opportunity' || !(settings.weights.travel > 0)) return null;
  return price.perPercent / settings.weights.travel;
}

export function bindingText(price: ConstraintPrice, { asked, answer }: Answered): string {
  const hours = hoursWorth(price, asked);
  const limit = limitText(price, asked);
  if (hours !== null) return `${limit} is worth ${hoursText(hours)}.`;
  const { compactness } = answer.parts;
  if (!(compactness > 0)) return price.text;
  const share = price.perPercent / compactness;
  return `${limit} would make territories ${share < 0.0005 ? 'hardly' : percent(share)} more compact.`;
}

const hoursText = (hours: number): string =>
  hours < 0.05 ? 'next to nothing' : `${hours < 10 ? decimal(hours) : count(hours)} h of travel a year`;

function limitText(price: ConstraintPrice, { problem }: Asked): string {
  const who = problem.territoryNames[price.territory] ?? 'A territory';
  switch (price.kind) {
    case 'capacity':
      return `${who} is full, ${count(price.limit)} ${price.name}: 1% more`;
    case 'band-high':
      return `${who} may hold no more ${balanceWord(price.name)}: 1% more room`;
    case 'band-low':
      return `${who} may hold no less ${balanceWord(price.name)}: 1% less to fill`;
    case 'churn-accounts':
      return `No more than ${count(price.limit)} accounts may move: 1% more moves`;
    case 'churn-revenue':
      return 'No more sales may move: 1% more';
    case 'must-cover':
    case 'lock':
    case 'eligibility':
    case 'contiguity':
      return `${price.text} 1% more room`;
  }
}
