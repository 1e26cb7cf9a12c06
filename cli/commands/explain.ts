import { textAt } from '../../domain/plan/account-table.ts';
import type { AccountExplanation } from '../../domain/plan/explain-account.ts';
import { explainAccount } from '../../domain/plan/explain-account.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { codedError } from '../../domain/result.ts';
import type { Command } from '../command.ts';
import { parseCommandLine, printJson, refuseInput } from '../command.ts';
import { readBundleFile } from '../read-bundle.ts';

const USAGE = `Usage: bailiwick explain BUNDLE --account ID [--json]

Says why an account is in its territory: the reason code, where it was before, and what its score is made of.
It does not verify the bundle: bailiwick verify does. Exit code 1 when the bundle has no such account, 2 for a usage or input error.`;

const OPTIONS = { account: { type: 'string' }, json: { type: 'boolean' } } as const;

export const explain: Command = {
  name: 'explain',
  summary: 'say why an account is where it is',
  usage: USAGE,
  async run(argv, io) {
    const asked = argv.includes('--json');
    const line = parseCommandLine(argv, OPTIONS, { min: 1, max: 1, what: 'one BUNDLE' });
    if (!line.ok) return refuseInput(io, line.errors, asked, USAGE);
    const { values, positionals } = line.value;
    const id = values.account;
    if (id === undefined)
      return refuseInput(io, [codedError('USAGE', 'Say which: --account ID.')], asked, USAGE);
    const bundle = await readBundleFile(io, positionals[0] ?? '');
    if (!bundle.ok) return refuseInput(io, bundle.errors, asked);
    const { plan, versionId } = bundle.value;
    const rows = rowsOf(plan, id);
    if (rows.length === 0) {
      const error = codedError('UNKNOWN_ACCOUNT', `The bundle has no account "${id}".`, { id });
      refuseInput(io, [error], asked);
      return 1;
    }
    const accounts = rows.map((row) => explainAccount(plan, row));
    if (values.json === true) printJson(io, { versionId, accounts });
    else io.out(accounts.map(describe).join('\n\n'));
    return 0;
  },
};

/** Two rows may carry one id: both are told of. */
function rowsOf(plan: Plan, id: string): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < plan.accounts.rowCount; row++) {
    if ((textAt(plan.accounts, 'accountId', row) ?? `row ${row + 1}`) === id) rows.push(row);
  }
  return rows;
}

const points = (value: number): string => (value < 0 ? '' : '+') + value.toFixed(3);

function describe(one: AccountExplanation): string {
  const where = one.territory ?? 'no territory';
  const before = one.moved ? `, before that in ${one.baseline ?? 'none'}` : '';
  const travel =
    one.travelMinutes === null ? [] : [`Travel   about ${Math.round(one.travelMinutes)} minutes one way`];
  const parts = one.score.contributions.map(({ input, contribution }) => {
    const assumed = one.assumed.includes(input) ? '  (assumed)' : '';
    return `         ${points(contribution)}  ${input}${assumed}`;
  });
  return [
    `${one.account}  ${one.name ?? ''}`.trimEnd(),
    `Where    ${where}${before}${one.locked ? ', locked' : ''}`,
    `Why      ${one.because} [${one.reason}, by ${one.source}]`,
    ...(one.overlays.length === 0 ? [] : [`Overlays ${one.overlays.join(', ')}`]),
    ...travel,
    `Score    ${one.score.score.toFixed(3)} = ${one.score.base.toFixed(3)} for an average account`,
    ...parts,
  ].join('\n');
}
