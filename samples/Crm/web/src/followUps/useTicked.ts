import { useState } from "react";

/** What was ticked here stays where it was until the page is left, so that it can be opened again and keeps the focus. */
export function useTicked() {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  return { ticked, tick: (id: string) => setTicked((all) => new Set(all).add(id)) };
}
