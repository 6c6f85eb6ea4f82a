import { IconCloudUp } from "@tabler/icons-react";
import classes from "./WaitingMark.module.css";

/** Appears only when the answer takes longer than a moment, so that an ordinary save does not flicker. */
export function WaitingMark({ waiting }: { waiting?: boolean | undefined }) {
  if (!waiting) return null;
  return (
    <span className={classes.mark} title="Kept on this device, sent as soon as possible">
      <IconCloudUp size={13} stroke={1.9} aria-hidden="true" />
      Waiting
    </span>
  );
}
