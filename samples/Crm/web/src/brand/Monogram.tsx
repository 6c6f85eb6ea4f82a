import { initials } from "../text/initials";
import classes from "./Monogram.module.css";

const tints = 6;

export function Monogram({ name, round = false, size = "md" }: { name: string; round?: boolean; size?: "md" | "lg" }) {
  const tint = [...name].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % tints;
  return (
    <span
      className={classes.monogram}
      data-initials={initials(name)}
      data-tint={tint}
      data-round={round || undefined}
      data-size={size}
      aria-hidden="true"
    />
  );
}
