import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { useSearchParams } from "react-router";

/** Search and page live in the address, so that back, reload and a sent link show the same list. */
export function useClientSearch() {
  const [address, setAddress] = useSearchParams();
  const search = address.get("q") ?? "";
  const page = Math.max(1, Number.parseInt(address.get("page") ?? "1", 10) || 1);
  const [typed, setTyped] = useState(search);
  const [known, setKnown] = useState(search);
  if (search !== known) {
    setKnown(search);
    setTyped(search);
  }

  const apply = useDebouncedCallback((next: string) => {
    setKnown(next.trim());
    setAddress(next.trim() ? { q: next.trim() } : {}, { replace: true });
  }, 200);

  return {
    search,
    page,
    typed,
    type: (next: string) => {
      setTyped(next);
      apply(next);
    },
    turnTo: (next: number) => setAddress({ ...(search && { q: search }), ...(next > 1 && { page: String(next) }) }),
  };
}
