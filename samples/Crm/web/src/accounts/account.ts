import type { KeelClient } from "@evenkeel/client";
import { createContext, useContext } from "react";

export type { Me } from "../server/actions";

export const me = "GET /api/me";

export interface Owner {
  scope: string;
  name: string | null;
}

export interface Account {
  /** Whose data the page shows, also while the session is lost. */
  owner: Owner;
  lost: boolean;
  signOut: () => Promise<void>;
}

export const AccountContext = createContext<Account | undefined>(undefined);

export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (!account) throw new Error("There is no account above this component.");
  return account;
}

/** A password never goes through the outbox: these two are plain calls. */
export async function signIn(keel: KeelClient, email: string, password: string): Promise<void> {
  const body = JSON.stringify({ email, password });
  await keel.fetch("/api/sign-in", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  await keel.session.check();
}

export async function signOut(keel: KeelClient): Promise<void> {
  await keel.fetch("/api/sign-out", { method: "POST" });
  await keel.session.signedOut();
}
