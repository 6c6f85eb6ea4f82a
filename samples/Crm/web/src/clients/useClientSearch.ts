import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { useSearchParams } from "react-router";

/** Where in the list: behind or in front of a row. Neither: at its beginning. */
export interface Place {
  after?: string | undefined;
  before?: string | undefined;
}

/** Search and place live in the address, so that back, reload and a sent link show the same list. */
export function useClientSearch() {
  const [address, setAddress] = useSearchParams();
  const search = address.get("q") ?? "";
  const place: Place = { after: address.get("after") ?? undefined, before: address.get("before") ?? undefined };
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
    place,
    typed,
    type: (next: string) => {
      setTyped(next);
      apply(next);
    },
    turnTo: ({ after, before }: Place) => setAddress({ ...(search && { q: search }), ...(after && { after }), ...(before && { before }) }),
  };
}
