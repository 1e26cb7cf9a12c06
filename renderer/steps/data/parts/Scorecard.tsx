import { counted } from '../../../ui/format.ts';
import type { GateItem, Kpi, Scorecard as Card } from '../../../../domain/intake/scorecard.ts';
import { Status } from '../../../ui/Status.tsx';
import { kpiWords } from '../model/scorecard-view.ts';

/** The score and the figures behind it, each with its target. */
export function Scorecard({ card }: { readonly card: Card }) {
  return (
    <section className="scorecard" aria-label="Data quality">
      <div className="score-tile">
        <p className="score-figure">
          <strong>{Math.round(card.score)}</strong>
          <span className="muted"> of 100</span>
        </p>
        <p>Data quality</p>
        <Status kind={card.pass ? 'good' : 'warn'}>
          {card.pass ? `Meets the target of ${card.target}` : `Target ${card.target}`}
        </Status>
      </div>
      {card.kpis.map((kpi) => (
        <KpiTile key={kpi.id} kpi={kpi} />
      ))}
    </section>
  );
}

function KpiTile({ kpi }: { readonly kpi: Kpi }) {
  const { value, target, status } = kpiWords(kpi);
  return (
    <div className="kpi-tile" title={kpi.explanation}>
      <h3>{kpi.title}</h3>
      <p className="kpi-figure">{value}</p>
      <Status kind={status}>{target}</Status>
      <p className="muted kpi-explain">{kpi.explanation}</p>
    </div>
  );
}

/** The minimum data gate (ING-07): what optimizing asks for, and how much of it is missing. */
export function Gate(props: { readonly items: readonly GateItem[]; readonly pass: boolean }) {
  return (
    <section className="data-card" aria-label="Before optimizing">
      <header>
        <h2>Before optimizing</h2>
        <Status kind={props.pass ? 'good' : 'warn'}>{props.pass ? 'Complete' : 'Incomplete'}</Status>
      </header>
      <ul className="gate">
        {props.items.map((item) => (
          <li key={item.field}>
            <Status kind={item.missing === 0 ? 'good' : 'warn'}>{item.title}</Status>
            <span className="muted">
              {item.missing === 0
                ? 'complete'
                : item.inFile
                  ? `missing for ${counted(item.missing, 'account')}`
                  : 'not in the data'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
