import { ok } from '../result.ts';
import type { CodedError, Result } from '../result.ts';
import type { Diff } from '../plan/diff.ts';
import { applyDiff } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import { squashDiffs } from '../plan/squash.ts';
import type { Rep } from '../plan/rep.ts';
import { withRoster } from '../plan/with-roster.ts';
import type { CommandContext, CommandHandler } from './command.ts';
import type { ImportTerritories } from './import-territories.ts';
import { importTerritories } from './import-territories.ts';
import { setReps } from './set-reps.ts';
import type { UpdateAccounts } from './update-accounts.ts';
import { updateAccounts } from './update-accounts.ts';

/** Newer files brought together go in together: all of them or none, and undone with one key (ledger ING-21). */
export interface BringFiles {
  readonly type: 'bringFiles';
  readonly accounts: UpdateAccounts;
  /** The reps a file names; those it does not name stay. null: no file of reps. */
  readonly reps: readonly Rep[] | null;
  /** null: no file of territories. */
  readonly territories: ImportTerritories | null;
}

type Step = (plan: Plan) => Result<Diff, CodedError>;

export const bringFiles: CommandHandler<BringFiles> = {
  type: 'bringFiles',
  describe: (plan, { accounts, reps, territories }) => {
    const more = [reps === null ? null : 'reps', territories === null ? null : 'territories'].filter(
      (one) => one !== null,
    );
    const described = updateAccounts.describe(plan, accounts);
    return more.length === 0 ? described : `${described}, with ${more.join(' and ')}`;
  },
  run: (plan, command, context) => {
    let current = plan;
    const diffs: Diff[] = [];
    for (const step of stepsOf(command, context)) {
      const done = step(current);
      if (!done.ok) return done;
      current = applyDiff(current, done.value);
      diffs.push(done.value);
    }
    return ok(squashDiffs(diffs));
  },
};

/** Accounts first: territories of the file may only take accounts that are there. */
function stepsOf({ accounts, reps, territories }: BringFiles, context: CommandContext): readonly Step[] {
  return [
    (plan) => updateAccounts.run(plan, accounts, context),
    (plan) =>
      reps === null
        ? ok([])
        : setReps.run(plan, { type: 'setReps', reps: withRoster(plan.reps, reps) }, context),
    (plan) => (territories === null ? ok([]) : importTerritories.run(plan, territories, context)),
  ];
}
