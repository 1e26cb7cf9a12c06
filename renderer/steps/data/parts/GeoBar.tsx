import type { GeoPrecision } from '../../../../domain/intake/intake-result.ts';
import { GEO_PRECISIONS } from '../../../../domain/intake/intake-result.ts';
import { percentWords } from '../model/scorecard-view.ts';

const WORDS: Readonly<Record<GeoPrecision, { readonly title: string; readonly what: string }>> = {
  street: { title: 'Own coordinates', what: 'as the file gives them' },
  postal: { title: 'Postal code', what: 'a few kilometres off' },
  city: { title: 'City', what: 'ten kilometres off' },
  state: { title: 'State', what: 'far off: the middle of the state' },
  none: { title: 'Not placed', what: 'not on the map' },
};

/** How well accounts are placed (GEO-01). */
export function GeoBar({ counts }: { readonly counts: Readonly<Record<GeoPrecision, number>> }) {
  const total = GEO_PRECISIONS.reduce((sum, precision) => sum + counts[precision], 0);
  return (
    <section className="data-card" aria-label="How accounts are placed">
      <header>
        <h2>How accounts are placed</h2>
      </header>
      <div className="geo-bar" aria-hidden="true">
        {GEO_PRECISIONS.map((precision) =>
          counts[precision] === 0 ? null : (
            <span key={precision} data-precision={precision} style={{ flexGrow: counts[precision] }} />
          ),
        )}
      </div>
      <dl className="geo-list">
        {GEO_PRECISIONS.map((precision) => (
          <div key={precision} data-none={counts[precision] === 0 || undefined}>
            <dt>
              <i className="geo-key" data-precision={precision} aria-hidden="true" />
              {WORDS[precision].title}
              <span className="muted"> {WORDS[precision].what}</span>
            </dt>
            <dd>
              {counts[precision].toLocaleString('en-US')}
              <span className="muted">
                {' '}
                {counts[precision] === 0 ? '' : percentWords(counts[precision] / total)}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
