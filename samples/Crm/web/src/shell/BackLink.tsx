import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "react-router";
import classes from "./BackLink.module.css";

export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link className={classes.back} to={to}>
      <IconChevronLeft size={16} stroke={1.8} aria-hidden="true" />
      <span>{children}</span>
    </Link>
  );
}
