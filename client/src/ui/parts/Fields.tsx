import { Check, ChevronDown, CircleAlert, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  Checkbox,
  FieldError,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  NumberField,
  Popover,
  Radio,
  Select,
  SelectValue,
  Switch,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components';
import { useTexts } from '../store.tsx';

const Fault = ({ children }: { children: ReactNode }) => (
  <FieldError className="field-error">
    <CircleAlert aria-hidden size={16} />
    <span>{children}</span>
  </FieldError>
);

interface TextInputProps extends Omit<TextFieldProps, 'children' | 'className'> {
  readonly label: string;
  readonly error?: string | null;
  readonly large?: boolean;
  readonly hideLabel?: boolean;
  readonly placeholder?: string;
}

export function TextInput({ label, error = null, large, hideLabel, placeholder, ...rest }: TextInputProps) {
  return (
    <TextField {...rest} className="field" isInvalid={error !== null}>
      <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <Input className={large ? 'input input-large' : 'input'} dir="auto" placeholder={placeholder ?? ''} />
      {error !== null && <Fault>{error}</Fault>}
    </TextField>
  );
}

interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Said as long as it holds: while it is there the text is marked as wrong. */
  readonly error: string | null;
  /** Beside the label: how much is used. */
  readonly note: string;
  readonly autoFocus?: boolean;
}

/** Several lines; too long a text is said, not cut. */
export function TextAreaInput({ label, value, onChange, error, note, autoFocus }: TextAreaProps) {
  return (
    <TextField
      autoFocus={autoFocus ?? false}
      className="field"
      isInvalid={error !== null}
      onChange={onChange}
      value={value}
    >
      <span className="field-top">
        <Label className="field-label">{label}</Label>
        <span className={error === null ? 'field-note muted' : 'field-note field-over'}>{note}</span>
      </span>
      <TextArea className="input text-area" dir="auto" rows={4} />
      {error !== null && <Fault>{error}</Fault>}
    </TextField>
  );
}

interface NumberInputProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min: number;
  readonly max: number;
  readonly error?: string | null;
  /** Always there: where it stands the error appears, so that nothing moves away under a pointer. */
  readonly hint: string;
  readonly autoFocus?: boolean;
}

/** A whole number with buttons for one less and one more. Values out of range are said, not silently changed. */
export function NumberInput({
  label,
  value,
  onChange,
  min,
  max,
  error = null,
  hint,
  autoFocus,
}: NumberInputProps) {
  const t = useTexts();
  return (
    <NumberField
      autoFocus={autoFocus ?? false}
      className="field"
      commitBehavior="validate"
      formatOptions={{ maximumFractionDigits: 0, useGrouping: false }}
      isInvalid={error !== null}
      maxValue={max}
      minValue={min}
      onChange={onChange}
      validationBehavior="aria"
      value={value}
    >
      <Label className="field-label">{label}</Label>
      <Group className="number">
        <Button aria-label={t.setup.fewer} className="button icon-button" slot="decrement">
          <Minus aria-hidden size={16} />
        </Button>
        <Input className="input" />
        <Button aria-label={t.setup.more} className="button icon-button" slot="increment">
          <Plus aria-hidden size={16} />
        </Button>
      </Group>
      {error === null ? (
        <Text className="field-hint" slot="description">
          {hint}
        </Text>
      ) : (
        <Fault>{error}</Fault>
      )}
    </NumberField>
  );
}

export function RadioChoice({ value, label, hint }: { value: string; label: string; hint: string }) {
  return (
    <Radio aria-label={label} className="radio" value={value}>
      <span aria-hidden="true" className="radio-dot" />
      <span className="radio-text">
        <span>{label}</span>
        <span className="field-hint">{hint}</span>
      </span>
    </Radio>
  );
}

interface OnOffProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

export function SwitchField({ label, on, onChange }: OnOffProps) {
  return (
    <Switch className="switch" isSelected={on} onChange={onChange}>
      <span className="field-label">{label}</span>
      <span aria-hidden="true" className="switch-track" />
    </Switch>
  );
}

export function CheckField({ label, on, onChange }: OnOffProps) {
  return (
    <Checkbox className="checkbox" isSelected={on} onChange={onChange}>
      <span aria-hidden="true" className="check-box">
        <Check size={14} strokeWidth={3} />
      </span>
      {label}
    </Checkbox>
  );
}

/** One of several boxes of a CheckboxGroup. */
export function CheckItem({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Checkbox className="checkbox" value={value}>
      <span aria-hidden="true" className="check-box">
        <Check size={14} strokeWidth={3} />
      </span>
      {children}
    </Checkbox>
  );
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly id: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

/** One of a few. */
export function SelectField<T extends string>({ label, value, choices, onChange }: SelectProps<T>) {
  return (
    <Select
      className="field"
      onChange={(key) => {
        const choice = choices.find(({ id }) => id === key);
        if (choice) onChange(choice.id);
      }}
      value={value}
    >
      <Label className="field-label">{label}</Label>
      <Button className="button select-button">
        <SelectValue className="truncate select-value" />
        <ChevronDown aria-hidden size={16} />
      </Button>
      <Popover className="popover popover-select">
        <ListBox className="menu">
          {choices.map((choice) => (
            <ListBoxItem className="menu-item" id={choice.id} key={choice.id} textValue={choice.label}>
              {choice.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
