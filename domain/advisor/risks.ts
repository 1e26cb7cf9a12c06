/** What an executive is told of a plan's risks, a line a reason code (ledger EXP-07). */
import type { Problem } from '../advice/problem.ts';
import { named } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import type { Cell, Issue, Section } from './answer.ts';
import { countCell, territoryName, textCell } from './evidence.ts';

interface Risk {
  readonly code: string;
  readonly bad: boolean;
  /** "Texas", or the whole message where it is about no territory. */
  readonly who: string;
  readonly text: string;
}

/** What the issues say already, in other words. */
const SAID: ReadonlySet<string> = new Set(['OUTLIER_POTENTIAL', 'OVER_CAPACITY', 'QUOTA_AT_RISK']);

export function riskSection(plan: Plan, issues: readonly Issue[], problems: readonly Problem[]): Section {
  const nameOf = (index: number | null): string => (index === null ? '' : territoryName(plan, index));
  const risks: readonly Risk[] = [
    ...issues.map(({ code, tone, finding, subject }) => ({
      code,
      bad: tone === 'bad',
      who: nameOf(subject?.kind === 'territory' ? subject.index : null),
      text: finding,
    })),
    ...problems
      .filter(({ code }) => !SAID.has(code))
      .map(({ code, severity, message, territory }) => ({
        code,
        bad: severity === 'error',
        who: nameOf(territory),
        text: message,
      })),
  ];
  return {
    title: 'Risks for the executive, with their reason codes',
    blocks: [
      {
        kind: 'table',
        columns: [
          { header: 'Reason code', kind: 'text' },
          { header: 'Weight', kind: 'text' },
          { header: 'Times', kind: 'figure' },
          { header: 'Where', kind: 'prose' },
          { header: 'The worst', kind: 'prose' },
        ],
        rows: byCode(risks).map((group): readonly Cell[] => [
          textCell(group[0]?.code ?? ''),
          group[0]?.bad === true ? textCell('must', 'bad') : textCell('should', 'warn'),
          countCell(group.length),
          textCell(named(group.flatMap(({ who }) => (who === '' ? [] : [who]))) || 'Whole plan'),
          textCell(group[0]?.text ?? ''),
        ]),
        empty: 'No risk is on record.',
      },
    ],
  };
}

/** The worst codes first; within one, in the order they came, which is worst first. */
function byCode(risks: readonly Risk[]): readonly (readonly Risk[])[] {
  const groups = new Map<string, Risk[]>();
  for (const risk of risks) {
    const group = groups.get(risk.code);
    if (group === undefined) groups.set(risk.code, [risk]);
    else group.push(risk);
  }
  return [...groups.values()].toSorted((a, b) => Number(b[0]?.bad) - Number(a[0]?.bad));
}
