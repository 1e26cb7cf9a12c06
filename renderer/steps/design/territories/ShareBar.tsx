import { signedPercent } from '../../../ui/format.ts';
import './share-bar.css';

/** Widest deviation the bar can show, each way. */
const REACH = 0.5;

/**
 * Potential against what the territory should hold: the middle is on target, the paler band is the tolerance. The
 * figure says the same, so the bar's colour is never needed.
 */
export function ShareBar(props: { readonly deviation: number | null; readonly tolerance: number }) {
  const { deviation, tolerance } = props;
  if (deviation === null) return null;
  const reach = Math.max(-REACH, Math.min(REACH, deviation)) / REACH;
  const outside = Math.abs(deviation) > tolerance;
  const left = reach < 0 ? 50 + reach * 50 : 50;
  return (
    <span className={`share-bar${outside ? ' is-outside' : ''}`}>
      <span className="share-bar-track" aria-hidden="true">
        <span
          className="share-bar-band"
          style={{ left: `${50 - (tolerance / REACH) * 50}%`, width: `${(tolerance / REACH) * 100}%` }}
        />
        <span className="share-bar-fill" style={{ left: `${left}%`, width: `${Math.abs(reach) * 50}%` }} />
        <span className="share-bar-target" />
      </span>
      <span className="share-bar-figure">{signedPercent(deviation)}</span>
    </span>
  );
}
