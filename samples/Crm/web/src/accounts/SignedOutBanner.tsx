import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "../server/actions";
import { me, useAccount } from "./account";
import classes from "./SignedOutBanner.module.css";
import { SignInForm } from "./SignInForm";

/** The session is gone, the page is not: reading and saving go on, sending waits. */
export function SignedOutBanner() {
  const { lost } = useAccount();
  const { data } = useQuery(me);
  const [open, setOpen] = useState(false);
  if (!lost) return null;
  return (
    <div className={classes.banner} role="region" aria-label="Signed out">
      <p>You have been signed out. Everything here is kept.</p>
      <Button size="compact-sm" onClick={() => setOpen(true)}>
        Sign in again
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title="Sign in again"
        size="sm"
      >
        <p className={classes.hint}>You go on where you are. What you saved meanwhile is sent then.</p>
        <SignInForm email={data?.email} onSignedIn={() => setOpen(false)} />
      </Modal>
    </div>
  );
}
