import { KeelError } from "@evenkeel/client";
import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Monogram } from "../brand/Monogram";
import { useLeaving } from "../dialogs/useLeaving";
import { useEntryCommands } from "../entries/useEntryCommands";
import { sentenceOf } from "../notices/sentenceOf";
import { commentKind } from "./comment";
import { CommentBox } from "./CommentBox";
import classes from "./NewComment.module.css";

/** The comment shows at once, so the box is empty at once. If it is refused, what was typed is back, with the reason. */
export function NewComment({ clientId, about, name }: { clientId: string; about: string | null; name: string }) {
  const { add } = useEntryCommands(commentKind);
  const leaving = useLeaving();
  const [text, setText] = useState("");
  const [error, setError] = useState("");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return setError("Enter the comment.");
    setText("");
    setError("");
    const signal = leaving();
    try {
      await add({ clientId }, { text }, signal, { opportunityId: about });
    } catch (problem) {
      if (signal?.aborted) return;
      setText((typedSince) => [text, typedSince].filter(Boolean).join("\n\n"));
      if (!(problem instanceof KeelError)) throw problem;
      setError(sentenceOf(problem));
    }
  };
  return (
    <form className={classes.form} noValidate onSubmit={(event) => void send(event)} aria-label="New comment">
      <Monogram name={name} round />
      <div className={classes.box}>
        <CommentBox
          label="New comment"
          placeholder="Write a comment"
          value={text}
          error={error}
          onChange={(next) => {
            setText(next);
            setError("");
          }}
        />
        <Button className={classes.send} type="submit" variant="light" size="xs">
          Add comment
        </Button>
      </div>
    </form>
  );
}
