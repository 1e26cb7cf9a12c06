/** What is put on record of a run (ledger OPT-08, EXP-05): kept with the commit in the journal and written into the version. */
import type { Json } from '../domain/bundle/canonical-json.ts';
import type { SolverAnswer } from './contract.ts';

/** Without how long it took: the record is part of what is signed, and the same run is the same record. */
export function runRecordOf(answer: SolverAnswer): Json {
  const { run, objective, bound, gap, boundScope, bandsViolated, unassigned } = answer;
  return {
    engine: run.engine,
    approach: run.approach,
    seed: run.seed,
    iterations: run.iterations,
    iterationsUsed: run.iterationsUsed,
    stoppedBy: run.stoppedBy,
    inputs: run.inputs,
    objective: finite(objective),
    bound: finite(bound),
    boundScope,
    gap: finite(gap),
    bandsViolated,
    unassigned: unassigned.length,
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
