import { useStatus } from "@evenkeel/react";
import { Logo } from "../brand/Logo";
import { PageTitle } from "../shell/PageTitle";
import { counted } from "../text/counted";
import { SchemeToggle } from "../theme/SchemeToggle";
import { SignInForm } from "./SignInForm";
import classes from "./SignInPage.module.css";
import { Waterline } from "./Waterline";

export function SignInPage({ unreachable }: { unreachable: boolean }) {
  const { pending, parked } = useStatus();
  const kept = pending + parked;
  return (
    <div className={classes.page}>
      <aside className={classes.side} aria-hidden="true">
        <p className={classes.words}>
          Say it once.
          <br />
          It is kept.
        </p>
        <Waterline />
      </aside>
      <main className={classes.main}>
        <div className={classes.toggle}>
          <SchemeToggle />
        </div>
        <div className={classes.box}>
          <Logo size={44} />
          <div>
            <PageTitle title="Sign in" />
            <p className={classes.hint}>Clients, follow-ups and products, with or without a connection.</p>
          </div>
          {unreachable && (
            <p className={classes.note} role="status">
              The server cannot be reached right now.
            </p>
          )}
          {kept > 0 && (
            <p className={classes.note} role="status">
              {counted(kept, "change")} {kept === 1 ? "is" : "are"} kept on this device and will be sent after you sign in.
            </p>
          )}
          <SignInForm />
        </div>
      </main>
    </div>
  );
}
