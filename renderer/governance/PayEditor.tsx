import { FileInput } from 'lucide-react';
import { useRef, useState } from 'react';
import type { IsoDate } from '../../domain/brand.ts';
import type { CompensationPolicy } from '../../domain/governance/compensation.ts';
import { compensationOf } from '../../domain/governance/compensation.ts';
import { withPayConstraints } from '../../domain/governance/pay-constraints.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import { rawCell } from '../../domain/intake/raw-table.ts';
import { decodeTable } from '../../formats/tabular/decode-table.ts';
import { post, postRefusal } from '../session/notices.ts';
import { Button } from '../ui/Button.tsx';
import { Field, NumberInput, Switch } from '../ui/Field.tsx';
import { FilePicker } from '../ui/FilePicker.tsx';

const LARGEST = 1024 * 1024;

/** What the pay plan lets planning do: typed, or brought from the file its owner keeps (ledger CMP-01, CMP-04, CMP-05). */
export function PayEditor(props: {
  readonly draft: Policy;
  readonly today: IsoDate;
  readonly onChange: (policy: Policy) => void;
}) {
  const { draft, today, onChange } = props;
  const pay = compensationOf(draft);
  const set = (change: Partial<CompensationPolicy>): void =>
    onChange({ ...draft, compensation: { ...pay, ...change } });
  return (
    <fieldset>
      <legend>Pay plan</legend>
      <FromFile draft={draft} onChange={onChange} />
      <Field
        label="Pay plan and version"
        value={pay.plan ?? ''}
        onChange={(plan) => set({ plan: plan.trim() === '' ? null : plan })}
        placeholder="Sales pay plan FY27, version 2"
      />
      <Switch
        isSelected={pay.freeze !== null}
        onChange={(on) => set({ freeze: on ? { from: today, to: today } : null })}
      >
        Pay is frozen, as during a pilot
      </Switch>
      {pay.freeze === null ? null : (
        <Days key="freeze" freeze={pay.freeze} onChange={(freeze) => set({ freeze })} />
      )}
      <Switch
        isSelected={pay.territoryCredit !== null}
        onChange={(on) => set({ territoryCredit: on ? 0.5 : null })}
      >
        Territories keep a part of what a partner brings
      </Switch>
      {pay.territoryCredit === null ? null : (
        <NumberInput
          label="Credited to the territory, at least"
          value={pay.territoryCredit}
          minValue={0}
          maxValue={1}
          step={0.01}
          formatOptions={{ style: 'percent', maximumFractionDigits: 0 }}
          onChange={(territoryCredit) =>
            set({ territoryCredit: Number.isNaN(territoryCredit) ? 0 : territoryCredit })
          }
        />
      )}
    </fieldset>
  );
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

function Days(props: {
  readonly freeze: NonNullable<CompensationPolicy['freeze']>;
  readonly onChange: (freeze: NonNullable<CompensationPolicy['freeze']>) => void;
}) {
  const { freeze, onChange } = props;
  const [from, setFrom] = useState<string>(freeze.from);
  const [to, setTo] = useState<string>(freeze.to);
  const told = (first: string, last: string): void => {
    if (isDay(first) && isDay(last) && first <= last)
      onChange({ from: first as IsoDate, to: last as IsoDate });
  };
  return (
    <div className="pay-days">
      <Field
        label="From"
        value={from}
        placeholder="2027-01-31"
        onChange={(text) => {
          setFrom(text);
          told(text, to);
        }}
      />
      <Field
        label="Until"
        value={to}
        placeholder="2027-03-31"
        hint={
          isDay(from) && isDay(to) && from <= to ? 'The last day.' : 'Two days, the first not after the last.'
        }
        onChange={(text) => {
          setTo(text);
          told(from, text);
        }}
      />
    </div>
  );
}

function FromFile({
  draft,
  onChange,
}: {
  readonly draft: Policy;
  readonly onChange: (policy: Policy) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const bring = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const bytes = file.size > LARGEST ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
    const table = await decodeTable(bytes, {});
    if (!table.ok) return postRefusal(`${file.name} was not read`, table.errors);
    const rows = Array.from({ length: table.value.rowCount }, (_, row): readonly [string, string] => [
      rawCell(table.value, 0, row) ?? '',
      rawCell(table.value, 1, row) ?? '',
    ]);
    const read = withPayConstraints(draft, rows);
    if (!read.ok) return postRefusal(`${file.name} was not taken in`, read.errors);
    onChange(read.value);
    post({ kind: 'done', title: `${file.name} was read`, detail: 'It rules once the policy is agreed.' });
  };
  return (
    <>
      <FilePicker
        ref={input}
        label="Constraints of the pay plan"
        accept=".csv,.tsv,.txt,.xlsx"
        onFiles={([file]) => void bring(file)}
      />
      <Button kind="quiet" icon={<FileInput aria-hidden="true" />} onPress={() => input.current?.click()}>
        Bring them from a file
      </Button>
      <p className="muted">
        Two columns, what and value: pay plan, variable share, frozen from, frozen until, territory credit.
      </p>
    </>
  );
}
