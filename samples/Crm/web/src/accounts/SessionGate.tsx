import { useKeel, useStatus } from "@evenkeel/react";
import { type ReactNode, useMemo } from "react";
import { Starting } from "../shell/Starting";
import { AccountContext, signOut } from "./account";
import { SignInPage } from "./SignInPage";
import { useOwner } from "./useOwner";

/**
 * Shows the application to whoever is signed in, also offline and while a lost session waits to be renewed.
 * Another user gets pages of their own: nothing of the first is left on the screen.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const keel = useKeel();
  const { session } = useStatus();
  const { owner, known } = useOwner();

  const account = useMemo(() => owner && { owner, lost: session === "anonymous", signOut: () => signOut(keel) }, [keel, owner, session]);

  if (account) {
    return (
      <AccountContext value={account} key={account.owner.scope}>
        {children}
      </AccountContext>
    );
  }
  return known ? <SignInPage unreachable={session === "unknown"} /> : <Starting />;
}
