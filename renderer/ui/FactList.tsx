import type { ReactNode } from 'react';

type Fact = readonly [label: string, value: ReactNode];

/** Names and values, one a line; a null value is left out. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <FactLine key={label} label={label} value={value} />
        ))}
    </dl>
  );
}

function FactLine({ label, value }: { readonly label: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
