import { columnOf, potentialStandIn, withPotential } from '../../../../domain/intake/mapping.ts';
import { CURRENCY_CODES } from '../../../../domain/intake/parse/number.ts';
import { countUnit, moneyUnit } from '../../../../domain/intake/potential-unit.ts';
import type { PotentialUnit } from '../../../../domain/plan/plan.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { assume, setMapping, useImport } from '../import-store.ts';
import type { ReadyFile } from '../model/import-file.ts';
import { Pick } from '../parts/Pick.tsx';

const THINGS = 'things';
const MONEY = [...CURRENCY_CODES].map((code) => ({ id: code, label: code, group: 'Money' }));

/** What potential counts, and what is assumed where the file does not say. */
export function PotentialUnitPick({ file }: { readonly file: ReadyFile }) {
  const assumed = useImport((state) => state.assumed);
  const { mapping } = file.state;
  const column = columnOf(mapping, 'potential');
  const standIn = potentialStandIn(mapping);
  if (mapping.family !== 'accounts') return null;
  const unit = mapping.potentialUnit ?? moneyUnit(assumed.currency);
  const set = (potentialUnit: PotentialUnit): void => setMapping(file.id, { ...mapping, potentialUnit });
  return (
    <section className="unit-pick" aria-label="Potential and money">
      <h3>Potential and money</h3>
      {column === null ? (
        <>
          <p className="muted">No column is matched to potential, so the plan counts accounts.</p>
          {standIn === null ? null : (
            <Button onPress={() => setMapping(file.id, withPotential(mapping, standIn, assumed.currency))}>
              {`Plan by ${standIn.header}`}
            </Button>
          )}
        </>
      ) : (
        <>
          <Pick
            label={`${column.header} counts`}
            value={unit.kind === 'money' ? unit.name : THINGS}
            choices={[{ id: THINGS, label: 'Things' }, ...MONEY]}
            onChange={(id) =>
              set(id === THINGS ? countUnit(unit.kind === 'count' ? unit.name : 'units') : moneyUnit(id))
            }
          />
          {unit.kind === 'count' ? (
            <Field
              label="What they are called, in the plural"
              value={unit.name}
              onChange={(noun) => set(countUnit(noun))}
            />
          ) : null}
        </>
      )}
      <Pick
        label="Currency where none is given"
        value={assumed.currency}
        choices={MONEY.map(({ id, label }) => ({ id, label }))}
        onChange={(currency) => assume({ currency })}
      />
      <Pick
        label="Country where none is given"
        value={assumed.country}
        choices={COUNTRIES}
        onChange={(country) => assume({ country })}
      />
    </section>
  );
}

const COUNTRIES = [
  { id: 'US', label: 'United States' },
  { id: 'CA', label: 'Canada' },
  { id: 'DE', label: 'Germany' },
  { id: 'ES', label: 'Spain' },
  { id: 'GB', label: 'United Kingdom' },
  { id: 'IT', label: 'Italy' },
  { id: 'NL', label: 'Netherlands' },
];
