import type { ClientStatus } from "./client";
import classes from "./StatusDot.module.css";

const labels: Record<ClientStatus, string> = { active: "Active", prospect: "Prospect", dormant: "Dormant" };

export function StatusDot({ status }: { status: ClientStatus }) {
  return (
    <span className={classes.status} data-status={status}>
      {labels[status]}
    </span>
  );
}
