import { Button } from "@mantine/core";
import { EmptyState } from "../shell/EmptyState";

export function NoProducts({ search, archived, onClear }: { search: string; archived: boolean; onClear: () => void }) {
  if (search)
    return (
      <EmptyState title={`Nothing matches “${search}”`} action={<Button variant="light" onClick={onClear}>Show all</Button>}>
        Every word is looked for in name and SKU of the products {archived ? "that are archived" : "on sale"}.
      </EmptyState>
    );
  if (archived) return <EmptyState title="Nothing is archived">A product that is no longer on sale is kept here, for what was offered before.</EmptyState>;
  return <EmptyState title="No products yet">Add what you sell, and put it into your opportunities.</EmptyState>;
}
