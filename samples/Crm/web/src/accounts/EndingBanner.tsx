import { fullTime } from "../text/dates";
import classes from "./SignedOutBanner.module.css";
import { useKeptSession } from "./useKeptSession";

/** Nobody is signed out without a word. */
export function EndingBanner() {
  const ending = useKeptSession();
  if (!ending) return null;
  return (
    <div className={classes.banner} role="status">
      <p>
        {ending.reason === "idle"
          ? "You will be signed out soon, since nobody has been active here. Press any key to stay."
          : `You will have to sign in again at ${fullTime(ending.at)}. What you type is kept.`}
      </p>
    </div>
  );
}
