import { Link } from "react-router";
import { AccountMenu } from "../accounts/AccountMenu";
import { EndingBanner } from "../accounts/EndingBanner";
import { SignedOutBanner } from "../accounts/SignedOutBanner";
import { Logo } from "../brand/Logo";
import { StatusPill } from "../sync/StatusPill";
import { SchemeToggle } from "../theme/SchemeToggle";
import classes from "./Header.module.css";
import { Navigation } from "./Navigation";

export function Header() {
  return (
    <header className={classes.header}>
      <div className={classes.bar}>
        <Link className={classes.brand} to="/clients" aria-label="Evenkeel CRM, to the clients">
          <Logo />
          <span className={classes.name}>Evenkeel</span>
        </Link>
        <Navigation />
        <div className={classes.tools}>
          <StatusPill />
          <SchemeToggle />
          <AccountMenu />
        </div>
      </div>
      <EndingBanner />
      <SignedOutBanner />
    </header>
  );
}
