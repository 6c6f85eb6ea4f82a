import { Logo } from "../brand/Logo";
import classes from "./Starting.module.css";

export function Starting() {
  return (
    <div className={classes.starting} role="status" aria-label="Starting">
      <Logo size={48} />
    </div>
  );
}
