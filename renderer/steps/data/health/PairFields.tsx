import { usePlan } from '../../../session/session.ts';
import type { PairDetail, PairField } from '../../../intake/health-api.ts';
import { fieldTitle } from '../model/field-words.ts';
import { choose } from '../model/merge-choice.ts';
import type { Choices, Side } from '../model/merge-choice.ts';
import type { CellWords } from '../use-cell-words.ts';
import { useCellWords } from '../use-cell-words.ts';

/** Field by field: both values, and which one survives. Fields that agree are one quiet line. */
export function PairFields(props: {
  readonly detail: PairDetail;
  readonly choices: Choices;
  readonly onChoices: (choices: Choices) => void;
}) {
  const { detail, choices, onChoices } = props;
  const words = useCellWords();
  const plan = usePlan();
  const territory = (row: number): string =>
    plan.territories[plan.assignment[row] ?? -1]?.name ?? 'no territory';
  const differing = detail.fields.filter(({ proposed }) => proposed !== 'same');
  const same = detail.fields.filter(({ proposed }) => proposed === 'same');
  return (
    <table className="pair-fields">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">
            Stays <span className="muted">{`row ${detail.a + 1}, ${territory(detail.a)}`}</span>
          </th>
          <th scope="col">
            Is merged in <span className="muted">{`row ${detail.b + 1}, ${territory(detail.b)}`}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {differing.map((field) => (
          <FieldChoice
            key={field.field}
            field={field}
            words={words}
            chosen={choices[field.field] ?? 'a'}
            onChoose={(side) => onChoices(choose(choices, field.field, side))}
          />
        ))}
        {same.map(({ field, a }) => (
          <tr key={field} className="is-same">
            <th scope="row">{fieldTitle(field)}</th>
            <td colSpan={2}>{words(field, a)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FieldChoice(props: {
  readonly field: PairField;
  readonly words: CellWords;
  readonly chosen: Side;
  readonly onChoose: (side: Side) => void;
}) {
  const { field, words, chosen, onChoose } = props;
  const title = fieldTitle(field.field);
  return (
    <tr>
      <th scope="row">
        {title}
        <span className="muted">{field.why}</span>
      </th>
      {(['a', 'b'] as const).map((side) => (
        <td key={side}>
          <label className="pair-choice" data-chosen={chosen === side}>
            <input
              type="radio"
              name={`pair-${field.field}`}
              checked={chosen === side}
              onChange={() => onChoose(side)}
              aria-label={`${title}: ${words(field.field, field[side])}`}
            />
            <span data-missing={field[side] === null || undefined}>{words(field.field, field[side])}</span>
          </label>
        </td>
      ))}
    </tr>
  );
}
