import type { ReactNode } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import './field.css';

export function PassphraseField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  /** A passphrase being made, not one being asked for: what password managers offer differs. */
  readonly isNew?: boolean;
}) {
  return (
    <TextField
      className="field"
      type="password"
      value={props.value}
      onChange={props.onChange}
      autoComplete={props.isNew === true ? 'new-password' : 'current-password'}
    >
      <Label className="field-label">{props.label}</Label>
      <Input className="input" />
      {props.hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {props.hint}
        </Text>
      )}
    </TextField>
  );
}
