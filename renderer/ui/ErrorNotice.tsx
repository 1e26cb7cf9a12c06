import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CodedError } from '../../domain/result.ts';
import './empty-state.css';

/** What happened, what it means, what to do. The code is for whoever is asked for help. */
export function ErrorNotice(props: {
  readonly title: string;
  readonly errors: readonly CodedError[];
  readonly actions?: ReactNode;
}) {
  return (
    <div className="error-notice" role="alert">
      <CircleAlert aria-hidden="true" />
      <div className="error-notice-words">
        <h3>{props.title}</h3>
        {props.errors.map((error) => (
          <p key={error.code + error.message}>
            {error.message} <code>{error.code}</code>
          </p>
        ))}
        {props.actions}
      </div>
    </div>
  );
}
