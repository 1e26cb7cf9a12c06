import '../../../ui/field.css';
import { useId } from 'react';

export interface PickChoice {
  readonly id: string;
  readonly label: string;
  /** Choices with the same group stand together under it. */
  readonly group?: string;
}

interface PickProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly choices: readonly PickChoice[];
  readonly onChange: (id: string) => void;
}

/**
 * A choice among a few dozen, one of many on a page: the platform's own select, because a mapping table has one a row
 * and a file may have a thousand columns.
 */
export function Pick({ label, hideLabel = false, value, choices, onChange }: PickProps) {
  const id = useId();
  const groups = [...new Set(choices.map((choice) => choice.group ?? ''))];
  return (
    <div className="field pick">
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : 'field-label'}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {groups.map((group) =>
          group === '' ? (
            <Options key="" choices={choices.filter((choice) => choice.group === undefined)} />
          ) : (
            <optgroup key={group} label={group}>
              <Options choices={choices.filter((choice) => choice.group === group)} />
            </optgroup>
          ),
        )}
      </select>
    </div>
  );
}

const Options = ({ choices }: { readonly choices: readonly PickChoice[] }) =>
  choices.map((choice) => (
    <option key={choice.id} value={choice.id}>
      {choice.label}
    </option>
  ));
