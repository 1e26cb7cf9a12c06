import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  NumberField,
  Popover,
  SearchField as AriaSearchField,
  Select as AriaSelect,
  SelectValue,
  Switch as AriaSwitch,
  Text,
  TextField,
} from 'react-aria-components';
import './field.css';

interface Common {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly hideLabel?: boolean;
  readonly isDisabled?: boolean;
}

const labelClass = (hidden: boolean | undefined): string =>
  hidden === true ? 'visually-hidden' : 'field-label';
const Hint = ({ children }: { readonly children: ReactNode }) =>
  children === undefined ? null : (
    <Text slot="description" className="field-hint">
      {children}
    </Text>
  );

interface FieldProps extends Common {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
}

export function Field({ label, hint, hideLabel, placeholder, autoFocus, ...rest }: FieldProps) {
  return (
    <TextField {...rest} className="field">
      <Label className={labelClass(hideLabel)}>{label}</Label>
      {/* Only where the person just asked for this field. */}
      <Input className="input" placeholder={placeholder ?? ''} autoFocus={autoFocus === true} />
      <Hint>{hint}</Hint>
    </TextField>
  );
}

export function SearchField({ label, value, onChange, placeholder }: FieldProps) {
  return (
    <AriaSearchField value={value} onChange={onChange} className="field" aria-label={label}>
      <Input className="input" placeholder={placeholder ?? label} />
    </AriaSearchField>
  );
}

interface NumberInputProps extends Common {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly step?: number;
  readonly formatOptions?: Intl.NumberFormatOptions;
  readonly placeholder?: string;
}

export function NumberInput({ label, hint, hideLabel, placeholder, ...rest }: NumberInputProps) {
  return (
    <NumberField {...rest} className="field">
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <Input className="input number" placeholder={placeholder ?? ''} />
      <Hint>{hint}</Hint>
    </NumberField>
  );
}

export interface Choice<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly detail?: string;
}

interface SelectProps<Id extends string> extends Common {
  readonly value: Id;
  readonly onChange: (value: Id) => void;
  readonly choices: readonly Choice<Id>[];
}

export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, hint, hideLabel, value, onChange, choices, isDisabled = false } = props;
  return (
    <AriaSelect
      className="field"
      value={value}
      isDisabled={isDisabled}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      <Label className={labelClass(hideLabel)}>{label}</Label>
      <Button className="input select-button">
        <SelectValue>{({ selectedText }) => <span className="truncate">{selectedText}</span>}</SelectValue>
        <ChevronDown aria-hidden="true" />
      </Button>
      <Hint>{hint}</Hint>
      <Popover className="popover" offset={4}>
        <ListBox className="list" items={choices}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="list-item">
              <Text slot="label">{choice.label}</Text>
              {choice.detail === undefined ? null : (
                <Text slot="description" className="field-hint">
                  {choice.detail}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export function Switch(props: {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (on: boolean) => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <AriaSwitch {...props} className="switch">
      <span className="switch-track" aria-hidden="true" />
      <span>{props.children}</span>
    </AriaSwitch>
  );
}
