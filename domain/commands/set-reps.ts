import { codedError, ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { Rep } from '../plan/rep.ts';
import type { CommandHandler } from './command.ts';

/** Replaces the roster. Reps who are no longer in it leave their territories and overlays in the same change. */
export interface SetReps {
  readonly type: 'setReps';
  readonly reps: readonly Rep[];
}

export const setReps: CommandHandler<SetReps> = {
  type: 'setReps',
  describe: (_plan, { reps }) => `Set the roster: ${reps.length === 1 ? '1 rep' : `${reps.length} reps`}`,
  run: (plan, { reps }) => {
    const ids = new Set(reps.map((rep) => rep.repId));
    if (ids.size !== reps.length) {
      const twice = reps.find((rep, i) => reps.findIndex((other) => other.repId === rep.repId) !== i);
      return refuse(
        codedError('ID_TAKEN', `Rep id ${twice?.repId ?? ''} stands twice in the roster. Keep one of them.`),
      );
    }
    const leaves = plan.territories.some((t) => t.repIds.some((id) => !ids.has(id)));
    const territories = plan.territories.map((t) => ({ ...t, repIds: t.repIds.filter((id) => ids.has(id)) }));
    const overlaid = plan.overlays.some((overlay) => overlay.repIds.some((id) => !ids.has(id)));
    const overlays = plan.overlays.map((o) => ({ ...o, repIds: o.repIds.filter((id) => ids.has(id)) }));
    return ok(
      compact(
        recordPatch(plan, 'reps', reps),
        leaves ? recordPatch(plan, 'territories', territories) : null,
        overlaid ? recordPatch(plan, 'overlays', overlays) : null,
      ),
    );
  },
};
