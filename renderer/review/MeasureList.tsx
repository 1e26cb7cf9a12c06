import type { MeasureStatus } from '../../domain/measures/measure.ts';
import type { Measured } from '../../domain/measures/measure-plan.ts';
import type { StatusKind } from '../ui/Status.tsx';
import { Status } from '../ui/Status.tsx';

const WORDS: Readonly<Record<MeasureStatus, readonly [StatusKind, string]>> = {
  pass: ['good', 'Met'],
  warn: ['warn', 'Look at it'],
  fail: ['bad', 'Missed'],
  none: ['none', 'No target'],
};

/** Every measure in words, the missed ones first: what a reviewer reads before she signs. */
export function MeasureList({ measured }: { readonly measured: readonly Measured[] }) {
  const order: readonly MeasureStatus[] = ['fail', 'warn', 'pass', 'none'];
  const sorted = measured.toSorted((a, b) => order.indexOf(a.result.status) - order.indexOf(b.result.status));
  return (
    <ul className="measure-list">
      {sorted.map(({ measure, result }) => {
        const [kind, word] = WORDS[result.status];
        return (
          <li key={measure.id}>
            <h3 title={measure.id}>{measure.label}</h3>
            <p>{result.explanation}</p>
            <Status kind={kind}>{word}</Status>
          </li>
        );
      })}
    </ul>
  );
}
