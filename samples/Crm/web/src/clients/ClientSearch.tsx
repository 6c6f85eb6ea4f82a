import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";

export function ClientSearch({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <TextInput
      type="search"
      role="searchbox"
      aria-label="Search clients"
      placeholder="Company, city, industry or person"
      size="md"
      maxLength={200}
      leftSection={<IconSearch size={18} stroke={1.7} />}
      rightSection={value && <CloseButton aria-label="Clear search" onClick={() => onChange("")} />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
