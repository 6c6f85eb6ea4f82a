import { useNow } from "../sync/useNow";
import { dateOf, fullTime, longDate, relativeTime } from "../text/dates";
import type { Comment } from "./comment";
import classes from "./CommentTime.module.css";

const weekMs = 7 * 86_400_000;

export function CommentTime({ comment: { at, editedAt } }: { comment: Comment }) {
  const now = useNow();
  const moment = Date.parse(at);
  return (
    <span className={classes.time}>
      <time dateTime={at} title={fullTime(moment)}>
        {now - moment < weekMs ? relativeTime(moment, now) : longDate(dateOf(moment))}
      </time>
      {editedAt && <span title={fullTime(Date.parse(editedAt))}> · edited</span>}
    </span>
  );
}
