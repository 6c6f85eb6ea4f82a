import type { Operation, Outbox } from "@evenkeel/client";
import { useEffect, useMemo, useState } from "react";
import { useKeel } from "./provider.js";

export interface OutboxState extends Pick<Outbox, "retry" | "edit" | "discard" | "export"> {
  readonly waiting: Operation[];
  readonly parked: Operation[];
}

const NOTHING: Operation[] = [];

/** The operations of this user that have not taken effect yet. */
export function useOutbox(): OutboxState {
  const { outbox } = useKeel();
  const [operations, setOperations] = useState(NOTHING);
  useEffect(() => {
    let live = true;
    let asked = false;
    const read = () => {
      if (asked) return;
      asked = true;
      // A burst of changes is read once.
      queueMicrotask(async () => {
        asked = false;
        const list = await outbox.list();
        if (live) setOperations(list);
      });
    };
    read();
    const stop = outbox.subscribe(read);
    return () => {
      live = false;
      stop();
    };
  }, [outbox]);
  return useMemo(
    () => ({
      waiting: operations.filter(({ state }) => state !== "parked"),
      parked: operations.filter(({ state }) => state === "parked"),
      retry: id => outbox.retry(id),
      edit: (id, input) => outbox.edit(id, input),
      discard: id => outbox.discard(id),
      export: () => outbox.export(),
    }),
    [outbox, operations],
  );
}
