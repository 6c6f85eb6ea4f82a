import { type RefObject, useEffect, useRef, useState } from "react";
import type { Me } from "../accounts/account";
import { Monogram } from "../brand/Monogram";
import { ConfirmDialog } from "../dialogs/ConfirmDialog";
import { draftKey } from "../entries/draftKey";
import { EntryActions } from "../entries/EntryActions";
import { nameOf, useEntryCommands } from "../entries/useEntryCommands";
import { WaitingMark } from "../entries/WaitingMark";
import { type Comment, commentKind } from "./comment";
import { CommentForm } from "./CommentForm";
import classes from "./CommentItem.module.css";
import { CommentText } from "./CommentText";
import { CommentTime } from "./CommentTime";

interface CommentItemProps {
  clientId: string;
  comment: Comment;
  self: Me | undefined;
  heading: RefObject<HTMLElement | null>;
}

export function CommentItem({ clientId, comment, self, heading }: CommentItemProps) {
  const commands = useEntryCommands(commentKind);
  const [open, setOpen] = useState<"edit" | "delete">();
  const close = () => setOpen(undefined);
  const edit = useRef<HTMLButtonElement>(null);
  const edited = useRef(false);
  useEffect(() => {
    if (edited.current && !open) edit.current?.focus();
    edited.current = open === "edit";
  }, [open]);
  const own = comment.authorId === undefined || comment.authorId === self?.id;
  const author = comment.author ?? self?.name ?? "You";

  return (
    <li className={classes.item} data-waiting={comment.waiting || undefined}>
      <Monogram name={author} round />
      <div className={classes.body}>
        <div className={classes.head}>
          <span className={classes.author}>{author}</span>
          <CommentTime comment={comment} />
          <WaitingMark waiting={comment.waiting} />
        </div>
        {open === "edit" ? (
          <CommentForm
            label="Edit your comment"
            submit="Save changes"
            initial={comment.text}
            draft={draftKey("edit", commentKind, [comment.id])}
            onSubmit={(text, sending) => commands.edit({ clientId }, comment, { text }, sending)}
            onClose={close}
          />
        ) : (
          <CommentText text={comment.text} />
        )}
      </div>
      {own && open !== "edit" && (
        <EntryActions
          name={`comment ${nameOf(commentKind, comment)}`}
          editRef={edit}
          onEdit={() => setOpen("edit")}
          onDelete={() => setOpen("delete")}
        />
      )}
      {open === "delete" && (
        <ConfirmDialog
          title="Delete your comment?"
          confirm="Delete comment"
          onConfirm={() => commands.remove({ clientId }, comment)}
          onClose={() => {
            close();
            heading.current?.focus();
          }}
        >
          “{nameOf(commentKind, comment)}” is removed for everybody in your company.
        </ConfirmDialog>
      )}
    </li>
  );
}
