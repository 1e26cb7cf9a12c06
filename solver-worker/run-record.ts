/** What is put on record of a run (ledger OPT-08, EXP-05): kept with the commit in the journal and written into the version. */
import type { Json } from '../domain/bundle/canonical-json.ts';
import type { SolverAnswer } from './contract.ts';
import type { DesignChoices } from './problem-from-plan.ts';

/**
 * Without how long it took: the record is part of what is signed, and the same run is the same record. `choices` are
 * what the person chose, in full, so that a scenario says how it came about (ledger SCN-01).
 */
export function runRecordOf(answer: SolverAnswer, choices: DesignChoices): Json {
  const { run, objective, bound, gap, boundScope, bandsViolated, unassigned } = answer;
  return {
    engine: run.engine,
    approach: run.approach,
    seed: run.seed,
    iterations: run.iterations,
    iterationsUsed: run.iterationsUsed,
    stoppedBy: run.stoppedBy,
    ...(run.warmStart ? { warmStart: true } : {}),
    inputs: run.inputs,
    objective: finite(objective),
    bound: finite(bound),
    boundScope,
    gap: finite(gap),
    bandsViolated,
    unassigned: unassigned.length,
    choices: choicesOnRecord(choices),
  };
}

/** Everything that decides the run beside the plan and its policy; approach, seed and rounds are on record already. */
function choicesOnRecord(choices: DesignChoices): Json {
  const { approach: _approach, seed: _seed, iterations: _iterations, ...rest } = choices;
  return {
    ...rest,
    balance: rest.balance.map((wish) => ({ ...wish })),
    rules: rest.rules.map((rule) => ({ ...rule })),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
