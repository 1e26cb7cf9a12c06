import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { MapFacts } from '../map-props.ts';
import type { Readout } from '../tools/map-interaction.ts';

/** Beside the pointer, while a stroke is drawn: what letting go now would pick up. */
export function GestureReadout(props: {
  readonly readout: Readout;
  readonly plan: Plan;
  readonly facts: MapFacts;
  readonly width: number;
}): ReactNode {
  const { readout, plan, facts, width } = props;
  const potential = useMemo(() => {
    let sum = 0;
    for (const row of readout.rows) sum += plan.accounts.number.potential[row]! || 0;
    return sum;
  }, [readout.rows, plan.accounts]);
  const count = readout.rows.length;
  const sign = readout.mode === 'remove' ? '− ' : readout.mode === 'add' ? '+ ' : '';
  const left = readout.x > width - 190;
  return (
    <div
      className={`map-readout${left ? ' map-readout-left' : ''}`}
      style={{ left: readout.x + (left ? -14 : 14), top: readout.y + 14 }}
    >
      <strong>
        {sign}
        {count.toLocaleString()} {count === 1 ? 'account' : 'accounts'}
      </strong>
      <span>{facts.formatPotential(potential)}</span>
    </div>
  );
}
