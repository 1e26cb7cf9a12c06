import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Ramp } from '../../../../domain/capacity/ramp.ts';
import { LONGEST_RAMP, rampedAt } from '../../../../domain/capacity/ramp.ts';
import { Field, NumberInput, Select } from '../../../ui/Field.tsx';
import { roundPercent } from '../../../ui/format.ts';

const KINDS = [
  { id: 'linear', label: 'evenly' },
  { id: 'table', label: 'month by month' },
] as const;

const shown = (shares: readonly number[]): string =>
  shares.map((share) => String(Math.round(share * 1000) / 10)).join(' ');

/** Percentages of full work, apart by spaces, tabs or semicolons; null where one is none. */
export function readRamp(text: string): readonly number[] | null {
  const parts = text.split(/[\s;]+/).filter((part) => part !== '');
  const shares = parts.map((part) => Number(part.replace('%', '').replace(',', '.')) / 100);
  return parts.length > 0 && parts.length <= LONGEST_RAMP && shares.every((share) => share >= 0 && share <= 1)
    ? shares
    : null;
}

/** How a hire gets to full work: over so many months, or by a table of percentages. */
export function RampField(props: { readonly ramp: Ramp; readonly onChange: (ramp: Ramp) => void }) {
  const { ramp, onChange } = props;
  const asTable = (): Ramp => ({
    kind: 'table',
    shares: Array.from({ length: 4 }, (_, month) => Math.round(rampedAt(ramp, month) * 1000) / 1000),
  });
  const choose = (kind: Ramp['kind']): void => {
    if (kind === ramp.kind) return;
    onChange(
      ramp.kind === 'linear' ? asTable() : { kind: 'linear', months: Math.max(1, ramp.shares.length) },
    );
  };
  return (
    <>
      <div className="headcount-pair">
        <Select label="A hire ramps" value={ramp.kind} choices={KINDS} onChange={choose} />
        {ramp.kind === 'linear' ? (
          <NumberInput
            label="Over months"
            value={ramp.months}
            minValue={0}
            maxValue={LONGEST_RAMP}
            step={0.1}
            formatOptions={{ maximumFractionDigits: 1 }}
            onChange={(months) => {
              if (!Number.isNaN(months)) onChange({ kind: 'linear', months });
            }}
          />
        ) : (
          <RampTable key={shown(ramp.shares)} shares={ramp.shares} onChange={onChange} />
        )}
      </div>
      <p className="field-hint">
        {[0, 1, 2, 3, 4, 5].map((month) => roundPercent(rampedAt(ramp, month))).join(' · ')} in the first six
        months
      </p>
    </>
  );
}

function RampTable(props: { readonly shares: readonly number[]; readonly onChange: (ramp: Ramp) => void }) {
  const [draft, setDraft] = useState(shown(props.shares));
  const read = readRamp(draft);
  const finish = (): void => {
    if (read !== null && shown(read) !== shown(props.shares)) props.onChange({ kind: 'table', shares: read });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') finish();
    if (event.key === 'Escape') setDraft(shown(props.shares));
  };
  return (
    <div onKeyDown={onKeyDown} onBlur={finish}>
      <Field
        label="Percent by month"
        value={draft}
        onChange={setDraft}
        placeholder="25 50 75 100"
        {...(read === null ? { hint: 'Write percentages apart by spaces: 25 50 75 100' } : {})}
      />
    </div>
  );
}
