import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { MinorUnits } from '../../domain/brand.ts';
import { minorUnits } from '../../domain/brand.ts';
import { minorPerMajor } from '../../domain/intake/potential-unit.ts';
import { readNumber } from '../../domain/intake/parse/number.ts';
import { Field } from './Field.tsx';

/** Decimal separator of this browser's locale, so that "1.234,56" is read the way it is shown. */
const DECIMAL = new Intl.NumberFormat().formatToParts(1.5).find((part) => part.type === 'decimal')?.value;
const decimal = DECIMAL === ',' ? ',' : '.';

/** Minor units of an amount as people write it ("120M", "$1,250,000"), or null where it says none. */
export function readMoney(text: string, currency: string): MinorUnits | null {
  const read = readNumber(text.trim(), decimal);
  const minor = read === null || read.percent ? NaN : Math.round(read.value * minorPerMajor(currency));
  return Number.isSafeInteger(minor) && minor >= 0 ? minorUnits(minor) : null;
}

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const shown = (minor: number | null, currency: string): string =>
  minor === null ? '' : whole.format(minor / minorPerMajor(currency));

/** An amount of money. It is committed by Enter or by leaving the field; Esc puts back what was there. */
export function MoneyField(props: {
  readonly label: string;
  readonly value: MinorUnits | null;
  readonly currency: string;
  readonly onCommit: (value: MinorUnits | null) => void;
  readonly hint?: ReactNode;
  /** An empty field commits null; otherwise it puts back what was there. */
  readonly mayBeEmpty?: boolean;
}) {
  const { label, value, currency, onCommit, hint, mayBeEmpty = false } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? shown(value, currency);
  const read = readMoney(text, currency);
  const wrong = draft !== null && draft.trim() !== '' && read === null;
  const finish = (): void => {
    if (draft === null) return;
    const next = draft.trim() === '' && mayBeEmpty ? null : read;
    setDraft(null);
    if ((next !== null || mayBeEmpty) && next !== value && !wrong) onCommit(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') finish();
    if (event.key === 'Escape') setDraft(null);
  };
  return (
    <div onKeyDown={onKeyDown} onBlur={finish}>
      <Field
        label={`${label} (${currency})`}
        value={text}
        onChange={setDraft}
        placeholder="120M"
        hint={wrong ? `“${draft}” is not an amount. Write it as 120M or ${whole.format(120_000_000)}.` : hint}
      />
    </div>
  );
}
