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
export function Status(props: {
  readonly kind: StatusKind;
  readonly children: ReactNode;
  /** A sentence that may wrap, not a word or two. */
  readonly prose?: boolean;
}) {
  const { kind, children, prose = false } = props;
  return (
    <span className={`status status-${kind}${prose ? ' is-prose' : ''}`}>
      {MARKS[kind]}
      <span>{children}</span>
    </span>
  );
}

export function Tag({ children }: { readonly children: ReactNode }) {
  return <span className="tag">{children}</span>;
}
