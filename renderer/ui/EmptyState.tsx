import type { ReactNode } from 'react';
import './empty-state.css';

/** Says what belongs here and what to do next. */
export function EmptyState(props: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <h2>{props.title}</h2>
      {props.children === undefined ? null : <div className="empty-state-words">{props.children}</div>}
      {props.actions === undefined ? null : <div className="empty-state-actions">{props.actions}</div>}
    </div>
  );
}
