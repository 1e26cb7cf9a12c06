import type { CodedError } from '../result.ts';
import { codedError } from '../result.ts';
import type { HeadcountScenario } from './headcount.ts';
import { LONGEST_SCENARIO, MOST_PEOPLE } from './headcount.ts';
import { isMonth } from './month.ts';
import type { Ramp } from './ramp.ts';
import { LONGEST_RAMP } from './ramp.ts';

const isShare = (value: number): boolean => value >= 0 && value <= 1;
const isPeople = (value: number): boolean =>
  Number.isSafeInteger(value) && value >= 0 && value <= MOST_PEOPLE;

/** Everything wrong with a scenario at once. Codes: HEADCOUNT_NAME, HEADCOUNT_MONTHS, HEADCOUNT_PEOPLE, HEADCOUNT_RAMP, HEADCOUNT_SHARE, HEADCOUNT_AMOUNT. */
export function headcountErrors(scenario: HeadcountScenario): readonly CodedError[] {
  const errors: CodedError[] = [];
  const fault = (code: string, message: string): void => void errors.push(codedError(code, message));
  if (scenario.name.trim() === '') fault('HEADCOUNT_NAME', 'A scenario needs a name.');
  months(scenario, fault);
  people(scenario, fault);
  const wrongRamp = rampFault(scenario.ramp);
  if (wrongRamp !== null) fault('HEADCOUNT_RAMP', wrongRamp);
  const shares = [
    ['Attrition', scenario.attrition],
    ['Selling time', scenario.sellingTime],
    ...scenario.hunters.map(({ segment, share }) => [`Hunters in ${segment}`, share] as const),
  ] as const;
  for (const [what, value] of shares)
    if (!isShare(value)) fault('HEADCOUNT_SHARE', `${what} of ${value * 100}% is outside 0% to 100%.`);
  amounts(scenario, fault);
  return errors;
}

type Fault = (code: string, message: string) => void;

function months({ from, hires, leavers }: HeadcountScenario, fault: Fault): void {
  if (!isMonth(from)) fault('HEADCOUNT_MONTHS', `“${from}” is no month. Write it as 2027-01.`);
  if (hires.length < 1 || hires.length > LONGEST_SCENARIO)
    fault(
      'HEADCOUNT_MONTHS',
      `A scenario of ${hires.length} months: it looks 1 to ${LONGEST_SCENARIO} ahead.`,
    );
  if (leavers.length !== hires.length)
    fault('HEADCOUNT_MONTHS', `There are ${hires.length} months of hires and ${leavers.length} of leavers.`);
}

function people({ hires, leavers, openingReps, backfillMonths }: HeadcountScenario, fault: Fault): void {
  const wrong = [...hires, ...leavers, openingReps ?? 0].find((value) => !isPeople(value));
  if (wrong !== undefined)
    fault('HEADCOUNT_PEOPLE', `${wrong} people: write a whole number from 0 to ${MOST_PEOPLE}.`);
  if (
    backfillMonths !== null &&
    !(Number.isInteger(backfillMonths) && backfillMonths >= 0 && backfillMonths <= LONGEST_SCENARIO)
  )
    fault(
      'HEADCOUNT_MONTHS',
      `A place filled after ${backfillMonths} months: write 0 to ${LONGEST_SCENARIO}.`,
    );
}

function rampFault(ramp: Ramp): string | null {
  if (ramp.kind === 'linear')
    return ramp.months >= 0 && ramp.months <= LONGEST_RAMP
      ? null
      : `A ramp of ${ramp.months} months: write 0 to ${LONGEST_RAMP}.`;
  if (ramp.shares.length > LONGEST_RAMP)
    return `A ramp of ${ramp.shares.length} months: write up to ${LONGEST_RAMP}.`;
  const wrong = ramp.shares.find((share) => !isShare(share));
  return wrong === undefined ? null : `A ramp to ${wrong * 100}%: each month lies between 0% and 100%.`;
}

function amounts({ capacity, productivity, demandGrowth, sdrPerRep }: HeadcountScenario, fault: Fault): void {
  if (capacity !== null && !(capacity.value > 0 && Number.isFinite(capacity.value)))
    fault('HEADCOUNT_AMOUNT', `A rep who carries ${capacity.value} ${capacity.unit}: write more than 0.`);
  if (productivity !== null && !(Number.isSafeInteger(productivity) && productivity >= 0))
    fault('HEADCOUNT_AMOUNT', `Productivity ${productivity} must be a whole amount of at least 0.`);
  if (!(demandGrowth > -1 && demandGrowth <= 10))
    fault(
      'HEADCOUNT_SHARE',
      `Work that grows by ${demandGrowth * 100}% a year: write above -100%, up to 1,000%.`,
    );
  if (!(sdrPerRep >= 0 && sdrPerRep <= 100))
    fault('HEADCOUNT_AMOUNT', `${sdrPerRep} SDRs a rep: write 0 to 100.`);
}
