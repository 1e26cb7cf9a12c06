import { useState } from 'react';
import type { FormEvent } from 'react';
import type { AccountField, CellValue } from '../../../../domain/plan/account-table.ts';
import { cellAt } from '../../../../domain/plan/account-table.ts';
import type { FindingView } from '../../../intake/findings-api.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { applyByHand } from '../health-store.ts';
import { fieldTitle } from '../model/field-words.ts';
import { handCorrection, typedCell, typedFields } from '../model/hand-correction.ts';
import { useMinorPerMajor } from '../use-cell-words.ts';

/** The faulty cell as a field: what no rule can know, the person types. */
export function HandCorrection({ finding }: { readonly finding: FindingView }) {
  const plan = usePlan();
  const minor = useMinorPerMajor();
  const fields = typedFields(finding.field);
  const row = finding.accountRow;
  const shown = (field: AccountField): string => {
    const value = row === null ? null : cellAt(plan.accounts, field, row);
    return value === null ? '' : typeof value === 'number' ? String(value / minor(field)) : value;
  };
  const [typed, setTyped] = useState<Readonly<Partial<Record<AccountField, string>>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  if (row === null || fields.length === 0 || finding.moreRows > 0) return null;

  const save = (event: FormEvent): void => {
    event.preventDefault();
    const cells: (readonly [AccountField, CellValue])[] = [];
    for (const field of fields) {
      const cell = typedCell(field, typed[field] ?? shown(field), minor(field));
      if (!cell.ok) return setProblem(cell.errors[0]?.message ?? null);
      cells.push([field, cell.value]);
    }
    setProblem(null);
    const what = fields.map(fieldTitle).join(' and ');
    void applyByHand(handCorrection(row, cells), `Correct ${what} of ${finding.account}`, finding.key);
  };
  return (
    <form className="hand-correction" onSubmit={save}>
      {fields.map((field) => (
        <Field
          key={field}
          label={fieldTitle(field)}
          value={typed[field] ?? shown(field)}
          placeholder="missing"
          onChange={(text) => setTyped({ ...typed, [field]: text })}
        />
      ))}
      <Button type="submit" isDisabled={Object.keys(typed).length === 0}>
        Correct by hand
      </Button>
      {problem === null ? null : (
        <p className="hand-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
