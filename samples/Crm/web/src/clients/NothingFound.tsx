import { Button } from "@mantine/core";
import { EmptyState } from "../shell/EmptyState";

export function NothingFound({ search, onClear }: { search: string; onClear: () => void }) {
  if (!search) return <EmptyState title="No clients on this page">Go back to the first page of the list.</EmptyState>;
  return (
    <EmptyState title={`Nothing matches “${search}”`} action={<Button variant="light" onClick={onClear}>Show all clients</Button>}>
      Every word is looked for in company, city, industry and people.
    </EmptyState>
  );
}
