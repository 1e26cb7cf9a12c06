import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Severity } from '../../../../domain/intake/finding.ts';

const WORDS: Readonly<Record<Severity, string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'For information',
};

/** A mark of its own shape for each severity, with its word for screen readers and on hover. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const Icon = severity === 'error' ? CircleAlert : severity === 'warning' ? TriangleAlert : Info;
  return (
    <span className="severity" data-severity={severity} title={WORDS[severity]}>
      <Icon aria-hidden="true" />
      <span className="visually-hidden">{WORDS[severity]}:</span>
    </span>
  );
}
