import type { ActionName, CommandOptions, CommandResult, KeelError } from "@evenkeel/client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useKeel } from "./provider.js";

export interface CommandState<T, I> {
  /** Rejects with the KeelError that `error` then shows. */
  readonly run: (input?: I, options?: CommandOptions) => Promise<CommandResult<T>>;
  readonly running: boolean;
  readonly error: KeelError | undefined;
  /** The server's sentences for each field. */
  readonly fieldErrors: Record<string, string[]>;
  readonly reset: () => void;
}

const NONE: Record<string, string[]> = {};

export function useCommand<T = unknown, I = unknown>(action: ActionName, options?: CommandOptions): CommandState<T, I> {
  const keel = useKeel();
  const [state, setState] = useState<{ running: number; error: KeelError | undefined }>({ running: 0, error: undefined });
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const run = useCallback(
    async (input?: I, more?: CommandOptions) => {
      setState(({ running }) => ({ running: running + 1, error: undefined }));
      let error: KeelError | undefined;
      try {
        return await keel.command<T, I>(action, input, { ...latest.current, ...more });
      } catch (thrown) {
        error = thrown as KeelError;
        throw thrown;
      } finally {
        setState(({ running }) => ({ running: running - 1, error }));
      }
    },
    [keel, action],
  );
  const reset = useCallback(() => setState(({ running }) => ({ running, error: undefined })), []);
  const { running, error } = state;
  return useMemo(() => ({ run, running: running > 0, error, fieldErrors: error?.errors ?? NONE, reset }), [run, running, error, reset]);
}
