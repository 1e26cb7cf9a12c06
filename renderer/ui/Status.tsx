import { Check, CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './status.css';

export type StatusKind = 'good' | 'warn' | 'bad' | 'info' | 'none';

const MARKS: Readonly<Record<StatusKind, ReactNode>> = {
  good: <Check aria-hidden="true" />,
  warn: <TriangleAlert aria-hidden="true" />,
  bad: <CircleAlert aria-hidden="true" />,
  info: <Info aria-hidden="true" />,
  none: null,
};

/** A colour never speaks alone: always with its mark and a word. */
export function Status({ kind, children }: { readonly kind: StatusKind; readonly children: ReactNode }) {
  return (
    <span className={`status status-${kind}`}>
      {MARKS[kind]}
      <span>{children}</span>
    </span>
  );
}

export function Tag({ children }: { readonly children: ReactNode }) {
  return <span className="tag">{children}</span>;
}
