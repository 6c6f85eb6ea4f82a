import type { KeelClient } from "@evenkeel/client";
import { createContext, createElement, type ReactNode, useContext } from "react";

const KeelContext = createContext<KeelClient | undefined>(undefined);

/** Makes a client available below. Create the client outside of React: it lives as long as the page. */
export function KeelProvider({ client, children }: { client: KeelClient; children?: ReactNode }): ReactNode {
  return createElement(KeelContext.Provider, { value: client }, children);
}

export function useKeel(): KeelClient {
  const keel = useContext(KeelContext);
  if (!keel) throw new Error("useKeel needs a KeelProvider above it.");
  return keel;
}
