import { reasonIndex } from '../plan/reason-codes.ts';
import type { ReasonCode } from '../plan/reason-codes.ts';
import type { ProblemFix } from './problem.ts';

/** A fix that moves accounts, each to a territory of its own, for one reason. */
export function moveFix(
  label: string,
  reason: ReasonCode,
  moves: readonly { readonly row: number; readonly territory: number }[],
): ProblemFix {
  return {
    label,
    command: {
      type: 'assignMany',
      rows: Int32Array.from(moves, (move) => move.row),
      territories: Int32Array.from(moves, (move) => move.territory),
      reasons: new Uint8Array(moves.length).fill(reasonIndex(reason)),
      source: 'manual',
      label,
    },
  };
}
