import { NativeSelect, NumberInput, Switch, Textarea, TextInput } from "@mantine/core";
import classes from "./EntryField.module.css";
import type { Choice, Field } from "./field";

interface EntryFieldProps {
  field: Field;
  value: string;
  error: string | undefined;
  autoFocus: boolean;
  onChange: (value: string) => void;
}

export function EntryField({ field, value, error, autoFocus, onChange }: EntryFieldProps) {
  const { name, label, unit } = field;
  const place = { name, "data-autofocus": autoFocus || undefined, className: field.half ? classes.half : classes.whole };
  const shared = { ...place, label, value, error, placeholder: field.placeholder, autoComplete: "off", withAsterisk: field.required };
  switch (field.type) {
    case "flag":
      return <Switch {...place} label={label} error={error} checked={value === "true"} onChange={(event) => onChange(String(event.currentTarget.checked))} />;
    case "number":
      return (
        <NumberInput
          {...shared}
          leftSection={unit === "€" && unit}
          rightSection={unit === "%" && unit}
          hideControls
          thousandSeparator=","
          decimalScale={2}
          onChange={(next) => onChange(String(next))}
        />
      );
    case "choice":
      return <NativeSelect {...shared} data={withPresent(field.choices ?? [], value)} onChange={(event) => onChange(event.currentTarget.value)} />;
    case "lines":
      return <Textarea {...shared} autosize minRows={4} maxRows={14} onChange={(event) => onChange(event.currentTarget.value)} />;
    default:
      return <TextInput {...shared} type={field.type} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}

/** A select that lacks its value would show another one. */
function withPresent(choices: readonly Choice[], value: string): Choice[] {
  return choices.some((choice) => choice.value === value) ? [...choices] : [{ value, label: "" }, ...choices];
}
