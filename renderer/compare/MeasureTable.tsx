import { useState } from 'react';
import type { MeasureResult, MeasureUnit } from '../../domain/measures/measure.ts';
import { decimal, NONE } from '../ui/format.ts';
import type { StatusKind } from '../ui/Status.tsx';
import { Status } from '../ui/Status.tsx';
import type { Column } from '../ui/Table.tsx';
import { Table } from '../ui/Table.tsx';
import { measureText, targetText } from '../workspace/measure-text.ts';
import type { MeasurePair } from './comparison.ts';

const VERDICTS: Readonly<Record<MeasureResult['status'], readonly [StatusKind, string]>> = {
  pass: ['good', 'met'],
  warn: ['warn', 'watch'],
  fail: ['bad', 'missed'],
  none: ['none', ''],
};

/** Every measure of both plans and whether the right one is better, measure by measure. */
export function MeasureTable(props: {
  readonly pairs: readonly MeasurePair[];
  readonly names: readonly [left: string, right: string];
}) {
  const { pairs, names } = props;
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <Table
      label="Measures of both plans"
      columns={measureColumns(pairs, names)}
      keys={pairs.map((_, i) => i)}
      isSelected={(i) => i === chosen}
      onSelect={({ keys }) => setChosen(keys.at(-1) ?? null)}
    />
  );
}

function measureColumns(
  pairs: readonly MeasurePair[],
  [left, right]: readonly [string, string],
): readonly Column[] {
  const side = (id: 'before' | 'after', header: string, name: string): Column => ({
    id,
    header,
    width: 150,
    number: true,
    explain: name,
    cell: (i) => {
      const pair = pairs[i];
      if (pair === undefined) return NONE;
      const [kind, word] = VERDICTS[pair[id].status];
      return (
        <span className="compare-value">
          <span>{measureText(pair[id].value, pair.measure.unit)}</span>
          <Status kind={kind}>{word}</Status>
        </span>
      );
    },
  });
  return [
    {
      id: 'measure',
      header: 'Measure',
      width: 200,
      grow: 1.6,
      sticky: true,
      cell: (i) => <span className="truncate">{pairs[i]?.measure.label}</span>,
    },
    side('before', 'Left', left),
    side('after', 'Right', right),
    {
      id: 'change',
      header: 'Difference',
      width: 184,
      number: true,
      cell: (i) => <Change pair={pairs[i]} />,
    },
    {
      id: 'target',
      header: 'Target',
      width: 110,
      number: true,
      cell: (i) => {
        const pair = pairs[i];
        return pair === undefined ? NONE : targetText({ measure: pair.measure, result: pair.after }) || NONE;
      },
    },
  ];
}

function Change({ pair }: { readonly pair: MeasurePair | undefined }) {
  if (pair === undefined || pair.change === null) return NONE;
  const words = changeText(Math.abs(pair.change), pair.measure.unit);
  // What rounds to nothing is nothing to a reader.
  if (words === changeText(0, pair.measure.unit)) return <span className="muted">same</span>;
  const text = `${pair.change > 0 ? '+' : '−'}${words}`;
  if (pair.better === null) return text;
  return (
    <span className="compare-value">
      <span>{text}</span>
      <Status kind={pair.better ? 'good' : 'warn'}>{pair.better ? 'better' : 'worse'}</Status>
    </span>
  );
}

/** A difference of two percentages is in points: "2 points less" is no "2% less". */
const changeText = (change: number, unit: MeasureUnit): string =>
  unit === 'share' ? `${decimal(100 * change)} pts` : measureText(change, unit);
