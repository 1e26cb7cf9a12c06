/** Three-way over headcount scenarios. One is one thing: half the hires of one and half of another nobody decided on. */
import type { HeadcountScenario } from '../capacity/headcount.ts';
import type { Plan } from '../plan/plan.ts';
import type { Decisions, RecordKind } from './merge-records.ts';
import { mergeRecords } from './merge-records.ts';

interface Whole {
  readonly scenario: HeadcountScenario;
}

const HEADCOUNT: RecordKind<Whole> = {
  kind: 'headcount',
  id: ({ scenario }) => scenario.headcountId,
  name: ({ scenario }) => scenario.name,
};

const wholes = ({ headcount }: Pick<Plan, 'headcount'>): readonly Whole[] =>
  headcount.map((scenario) => ({ scenario }));

export const mergeHeadcount = (
  { base, ours, theirs }: Readonly<Record<'base' | 'ours' | 'theirs', Pick<Plan, 'headcount'>>>,
  decisions: Decisions,
): readonly HeadcountScenario[] =>
  mergeRecords(HEADCOUNT, { base: wholes(base), ours: wholes(ours), theirs: wholes(theirs) }, decisions).map(
    ({ scenario }) => scenario,
  );
