import type { DraftHandle, DraftOptions, DraftStatus, Json } from "@evenkeel/client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useKeel } from "./provider.js";
import { type FieldsState, useFields } from "./use-fields.js";

export interface DraftState<T> extends FieldsState<T>, DraftStatus, Pick<DraftHandle, "undo" | "discard" | "flush" | "others" | "use" | "reference"> {}

const IDLE: DraftStatus = { state: "idle", at: null, restored: false, problem: null };

/** `useFields` over `initial`, with what was put in kept as the draft `key`: after a crash, a reload or a sign-in it is there again. */
export function useDraft<T extends object>(key: string, initial: T, options?: Omit<DraftOptions, "key">): DraftState<T> {
  const keel = useKeel();
  const fields = useFields(initial, key);
  const { drop, set: edit } = fields;
  const [status, setStatus] = useState(IDLE);
  const draft = useRef<DraftHandle>(undefined);
  const latest = useRef(options);
  useEffect(() => {
    const put = (values: Readonly<Record<string, Json | undefined>>) => {
      for (const [name, value] of Object.entries(values)) if (value === undefined) drop(name as keyof T); else edit(name as keyof T, value as T[keyof T]);
    };
    const handle = (draft.current = keel.draft({ put }, { ...latest.current, key }));
    setStatus(handle.status.get());
    const unsubscribe = handle.status.subscribe(setStatus);
    return () => {
      unsubscribe();
      void handle.stop();
    };
  }, [keel, key, drop, edit]);

  const set = useCallback<FieldsState<T>["set"]>(
    (name, value) => {
      edit(name, value);
      void draft.current?.set({ [name]: value as Json });
    },
    [edit],
  );
  const calls = useMemo(() => {
    const handle = () => draft.current!;
    return {
      undo: () => handle().undo(),
      discard: () => handle().discard(),
      flush: () => handle().flush(),
      others: () => handle().others(),
      use: (by?: string) => handle().use(by),
      reference: () => draft.current?.reference(),
    };
  }, []);
  return useMemo(() => ({ ...fields, ...status, ...calls, set }), [fields, status, calls, set]);
}
