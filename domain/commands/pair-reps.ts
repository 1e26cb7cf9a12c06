import type { RepId } from '../brand.ts';
import { codedError, ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';

/** Gives territories their reps, several at once (ledger DSN-15). A rep's home, where known, becomes the base. */
export interface PairReps {
  readonly type: 'pairReps';
  readonly pairs: readonly { readonly territory: number; readonly repId: RepId }[];
}

export const pairReps: CommandHandler<PairReps> = {
  type: 'pairReps',
  describe: (_plan, { pairs }) =>
    pairs.length === 1 ? 'Pair 1 rep with a territory' : `Pair ${pairs.length} reps with territories`,
  run: (plan, { pairs }) => {
    const territories = [...plan.territories];
    for (const { territory, repId } of pairs) {
      const found = territories[territory];
      const rep = plan.reps.find((each) => each.repId === repId);
      if (found === undefined || found.retired)
        return refuse(codedError('UNKNOWN_TERRITORY', `There is no territory ${territory} to pair with.`));
      if (found.locked)
        return refuse(
          codedError('TERRITORY_LOCKED', `${found.name} is locked. Unlock it to change its rep.`),
        );
      if (rep === undefined)
        return refuse(codedError('UNKNOWN_REP', `The roster has no rep ${repId}. Pair anew.`));
      territories[territory] = { ...found, repIds: [repId], base: rep.base ?? found.base };
    }
    return ok(compact(recordPatch(plan, 'territories', territories)));
  },
};
