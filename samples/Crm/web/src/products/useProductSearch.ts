import { useSearchParams } from "react-router";
import type { Product } from "./product";

/** Every word must be found in the name or the SKU. The address has it, so that back, reload and a sent link show the same. */
export function useProductSearch() {
  const [address, setAddress] = useSearchParams();
  const search = address.get("q") ?? "";
  const archived = address.get("archived") !== null;
  const go = (q: string, old: boolean) => setAddress({ ...(q && { q }), ...(old && { archived: "" }) }, { replace: true });
  const words = search.toLowerCase().split(" ").filter(Boolean);
  return {
    search,
    archived,
    setSearch: (next: string) => go(next, archived),
    setArchived: (next: boolean) => go(search, next),
    matches: ({ name, sku, active }: Product) => active !== archived && words.every((word) => `${name} ${sku}`.toLowerCase().includes(word)),
  };
}
