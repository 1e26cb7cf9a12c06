import { ArrowRight } from 'lucide-react';
import type { FindingView } from '../../../intake/findings-api.ts';
import { useCellWords } from '../use-cell-words.ts';

/** A proposed fix on one line: the first cell it changes, before and after. */
export function Change({ finding }: { readonly finding: FindingView }) {
  const words = useCellWords();
  const [first] = finding.changes;
  if (first === undefined) return <span className="muted">For you to decide</span>;
  return (
    <span className="change" title={finding.fixLabel ?? ''}>
      <del>{words(first.field, first.before)}</del>
      <ArrowRight aria-label="becomes" />
      <ins>{words(first.field, first.after)}</ins>
      {finding.changeCount === 1 ? null : <span className="muted">{`+${finding.changeCount - 1}`}</span>}
    </span>
  );
}
