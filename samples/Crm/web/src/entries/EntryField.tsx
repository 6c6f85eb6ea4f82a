import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import classes from "./EntryField.module.css";
import type { Field } from "./field";

interface EntryFieldProps {
  field: Field;
  value: string;
  error: string | undefined;
  autoFocus: boolean;
  onChange: (value: string) => void;
}

export function EntryField({ field, value, error, autoFocus, onChange }: EntryFieldProps) {
  const shared = {
    name: field.name,
    label: field.label,
    value,
    error,
    placeholder: field.placeholder,
    autoComplete: "off",
    withAsterisk: field.required,
    "data-autofocus": autoFocus || undefined,
    className: field.half ? classes.half : classes.whole,
  };
  switch (field.type) {
    case "amount":
      return (
        <NumberInput
          {...shared}
          leftSection="€"
          hideControls
          thousandSeparator=","
          decimalScale={2}
          onChange={(next) => onChange(String(next))}
        />
      );
    case "choice":
      return <NativeSelect {...shared} data={[...(field.choices ?? [])]} onChange={(event) => onChange(event.currentTarget.value)} />;
    default:
      return <TextInput {...shared} type={field.type} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}
