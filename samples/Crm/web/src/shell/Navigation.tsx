import { NavLink } from "react-router";
import { me } from "../accounts/account";
import { useColleagues } from "../accounts/colleagues";
import { dueCount } from "../followUps/dueGroups";
import { followUps } from "../followUps/followUp";
import { useToday } from "../followUps/useToday";
import { useQuery } from "../server/actions";
import classes from "./Navigation.module.css";

export function Navigation() {
  return (
    <nav className={classes.nav} aria-label="Pages">
      <NavLink className={classes.link} to="/clients">
        Clients
      </NavLink>
      <NavLink className={classes.link} to="/follow-ups">
        Follow-ups <Due />
      </NavLink>
      <NavLink className={classes.link} to="/products">
        Products
      </NavLink>
    </nav>
  );
}

/** How many of one's own are due. It also brings onto the device what follow-ups need without a connection. */
function Due() {
  useColleagues();
  const { data: self } = useQuery(me);
  return self ? <DueOf assigneeId={self.id} /> : null;
}

function DueOf({ assigneeId }: { assigneeId: string }) {
  const { data } = useQuery(followUps, { assigneeId });
  const due = dueCount(data?.followUps ?? [], useToday());
  return due > 0 ? (
    <span className={classes.due}>
      {due} <span className="sr-only">due</span>
    </span>
  ) : null;
}
