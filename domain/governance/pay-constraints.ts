/**
 * Reads what a pay plan lets planning do from a file of two columns, what and value (ledger CMP-01): the version of the
 * plan, the variable share, a freeze and the credit of territories. What it does not know is refused, not passed over.
 */
import type { IsoDate } from '../brand.ts';
import { isoDate } from '../bundle/checks.ts';
import { Faults } from '../bundle/check.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { CompensationPolicy } from './compensation.ts';
import { compensationOf } from './compensation.ts';
import type { Policy } from './policy.ts';

const NAMES = {
  plan: ['pay plan', 'compensation plan', 'plan', 'version', 'plan version'],
  variablePay: ['variable share', 'variable pay', 'share of pay that is variable'],
  from: ['frozen from', 'freeze from', 'pay frozen from'],
  to: ['frozen until', 'freeze until', 'frozen to', 'freeze to', 'pay frozen until'],
  territoryCredit: ['territory credit', 'territory credit on partner deals', 'credit kept by the territory'],
} as const;
type Name = keyof typeof NAMES;

const nameOf = (text: string): Name | null => {
  const folded = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');
  return (
    (Object.keys(NAMES) as Name[]).find((name) => (NAMES[name] as readonly string[]).includes(folded)) ?? null
  );
};

/** "40%", "0.4" or "40" as 0.4; null where it is no share. */
function shareOf(text: string): number | null {
  const value = Number(text.replace('%', '').trim());
  const share = text.includes('%') || value > 1 ? value / 100 : value;
  return text.trim() !== '' && share >= 0 && share <= 1 ? share : null;
}

/** The policy with what the file says; what it does not name stays. Code: PAY_FILE. */
export function withPayConstraints(
  policy: Policy,
  rows: readonly (readonly [what: string, value: string])[],
): Result<Policy> {
  const faults: CodedError[] = [];
  const fault = (message: string) => void faults.push(codedError('PAY_FILE', message));
  const said = new Map<Name, string>();
  for (const [what, value] of rows) {
    const name = nameOf(what);
    if (name === null)
      fault(
        `"${what}" is no constraint that is known. Known are ${Object.values(NAMES)
          .map(([first]) => first)
          .join(', ')}.`,
      );
    else if (said.has(name)) fault(`"${what}" stands there twice.`);
    else said.set(name, value.trim());
  }
  if (rows.length === 0) fault('The file names no constraint.');
  const share = (name: 'variablePay' | 'territoryCredit', before: number | null): number | null => {
    const text = said.get(name);
    if (text === undefined) return before;
    const value = shareOf(text);
    if (value === null) fault(`"${text}" is no share from 0% to 100%.`);
    return value ?? before;
  };
  const known = compensationOf(policy);
  const compensation: CompensationPolicy = {
    plan: said.get('plan') ?? known.plan,
    freeze: freezeOf(said.get('from'), said.get('to'), known, fault),
    territoryCredit: share('territoryCredit', known.territoryCredit),
  };
  const variablePay = share('variablePay', policy.approval.variablePay ?? null);
  if (faults.length > 0) return refuse(...faults);
  const approval = variablePay === null ? policy.approval : { ...policy.approval, variablePay };
  return ok({ ...policy, approval, compensation });
}

function freezeOf(
  from: string | undefined,
  to: string | undefined,
  { freeze }: CompensationPolicy,
  fault: (message: string) => void,
): CompensationPolicy['freeze'] {
  if (from === undefined && to === undefined) return freeze;
  const faults = new Faults();
  const [first, last] = [from, to].map((day) => isoDate(day, 'a day', faults));
  if (faults.list.length > 0 || first === undefined || last === undefined || last < first) {
    fault(`A freeze needs its first and last day as 2027-01-31; "${from ?? ''}" to "${to ?? ''}" are not.`);
    return freeze;
  }
  return { from: first as IsoDate, to: last as IsoDate };
}
