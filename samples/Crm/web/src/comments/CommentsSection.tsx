import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { me } from "../accounts/account";
import section from "../entries/EntrySection.module.css";
import { SectionMissing } from "../entries/SectionMissing";
import { useQuery } from "../server/actions";
import { comments } from "./comment";
import { CommentItem } from "./CommentItem";
import classes from "./CommentsSection.module.css";
import { NewComment } from "./NewComment";

const step = 100;

/** Comments on a client, or on one of its opportunities, newest last. */
export function CommentsSection({ clientId, about = null }: { clientId: string; about?: string | null }) {
  const [newest, setNewest] = useState(step);
  const view = useQuery(comments, { clientId, newest: newest > step ? newest : undefined });
  const { data: self } = useQuery(me);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = view.data?.comments.filter(({ opportunityId }) => (opportunityId ?? null) === about);

  return (
    <section className={section.section} aria-labelledby="comments">
      <header className={section.header}>
        <h2 className={section.title} id="comments" ref={heading} tabIndex={-1}>
          Comments
        </h2>
        {shown && (
          <span className={section.count} aria-label={`${shown.length} shown`}>
            {shown.length}
          </span>
        )}
      </header>
      {view.data && view.data.total > newest && (
        <Button className={classes.earlier} variant="subtle" size="compact-sm" color="gray" onClick={() => setNewest(newest + step)}>
          Show earlier comments
        </Button>
      )}
      {shown ? (
        <ol className={classes.list} aria-label="Comments">
          {shown.map((comment) => (
            <CommentItem key={comment.id} clientId={clientId} comment={comment} self={self} heading={heading} />
          ))}
        </ol>
      ) : (
        <SectionMissing view={view} />
      )}
      <NewComment clientId={clientId} about={about} name={self?.name ?? ""} />
    </section>
  );
}
