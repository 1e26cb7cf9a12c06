import { ChevronRight } from 'lucide-react';
import type { MeasureResult, MeasureStatus } from '../../../../domain/measures/measure.ts';
import type { Measured } from '../../../../domain/measures/measure-plan.ts';
import { Panel } from '../../../ui/Panel.tsx';
import type { StatusKind } from '../../../ui/Status.tsx';
import { Status } from '../../../ui/Status.tsx';
import { measureText, targetText } from '../../../workspace/measure-text.ts';
import { useMeasures } from '../../../workspace/use-figures.ts';
import './plan-measures.css';

const WORDS: Readonly<Record<MeasureStatus, { readonly kind: StatusKind; readonly word: string }>> = {
  pass: { kind: 'good', word: 'met' },
  warn: { kind: 'warn', word: 'watch' },
  fail: { kind: 'bad', word: 'missed' },
  none: { kind: 'none', word: '' },
};

export function PlanMeasures() {
  const measures = useMeasures();
  const judged = measures.filter(({ result }) => result.status !== 'none');
  const met = judged.filter(({ result }) => result.status === 'pass').length;
  return (
    <Panel
      title="Plan measures"
      tools={<span className="muted">{`${met} of ${judged.length} met`}</span>}
      bare
    >
      <div className="plan-measures">
        {measures.map((measured) => (
          <MeasureLine key={measured.measure.key} measured={measured} />
        ))}
      </div>
    </Panel>
  );
}

function MeasureLine({ measured }: { readonly measured: Measured }) {
  const { measure, result } = measured;
  const { kind, word } = WORDS[result.status];
  return (
    <details className="measure">
      <summary>
        <ChevronRight aria-hidden="true" />
        <span className="truncate">{measure.label}</span>
        <span className="number measure-value">{measureText(result.value, measure.unit)}</span>
        <Status kind={kind}>{word}</Status>
      </summary>
      <Explanation result={result} target={targetText(measured)} />
    </details>
  );
}

function Explanation({ result, target }: { readonly result: MeasureResult; readonly target: string }) {
  return (
    <p className="measure-words">
      {result.explanation}
      {target === '' ? null : <span className="muted"> Target {target}.</span>}
    </p>
  );
}
