import type { ReactNode } from 'react';
import './panel.css';

interface PanelProps {
  readonly title: string;
  /** At the end of the heading: counts, filters, buttons. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  /** The body scrolls by itself (a virtual table). */
  readonly bare?: boolean;
}

export function Panel({ title, tools, children, bare = false }: PanelProps) {
  return (
    <section className="panel" aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        {tools === undefined ? null : <div className="panel-tools">{tools}</div>}
      </header>
      <div className={bare ? 'panel-body is-bare' : 'panel-body'}>{children}</div>
    </section>
  );
}
