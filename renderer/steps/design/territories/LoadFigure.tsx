import { roundPercent } from '../../../ui/format.ts';

/** Utilisation with a word when it is outside what the policy wants. */
export function LoadFigure(props: {
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
}) {
  const { value, low, high } = props;
  if (value === null)
    return (
      <span className="muted" title="No capacity is set for this territory">
        –
      </span>
    );
  if (value > 1) return <strong className="load-over">{roundPercent(value)} over</strong>;
  if (value > high) return <span className="load-high">{roundPercent(value)} high</span>;
  if (value < low) return <span className="muted">{roundPercent(value)} low</span>;
  return roundPercent(value);
}
