import { ArrowRight } from 'lucide-react';
import type { BeforeAfter } from '../../../../domain/measures/preview-move.ts';
import type { TerritoryFigures } from '../../../../domain/measures/territory-figures.ts';
import { NONE } from '../../../ui/format.ts';

/** One figure of one territory, before and after; a figure that leaves its bounds says so with a mark. */
export function BeforeAfterText(props: {
  readonly pair: BeforeAfter<TerritoryFigures>;
  readonly of: (figures: TerritoryFigures) => number | null;
  readonly text: (value: number) => string;
  readonly broken?: (value: number) => boolean;
}) {
  const { pair, of, text, broken } = props;
  const [before, after] = [of(pair.before), of(pair.after)];
  if (before === null || after === null) return <td className="muted">{NONE}</td>;
  const [was, is] = [text(before), text(after)];
  const breaks = broken?.(after) === true && !broken(before);
  if (was === is) return <td className="muted">{is}</td>;
  return (
    <td>
      <span className="muted">{was}</span>
      <ArrowRight role="img" aria-label="becomes" />
      <strong className={breaks ? 'is-broken' : undefined} title={breaks ? 'Leaves its bounds' : undefined}>
        {is}
        {breaks ? ' !' : ''}
      </strong>
    </td>
  );
}
