import { KeelError } from "@evenkeel/client";
import { useDraft } from "@evenkeel/react";
import { Button } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Monogram } from "../brand/Monogram";
import { useLeaving } from "../dialogs/useLeaving";
import { DraftLine } from "../drafts/DraftLine";
import { draftKey } from "../entries/draftKey";
import { useEntryCommands } from "../entries/useEntryCommands";
import { sentenceOf } from "../notices/sentenceOf";
import { commentKind } from "./comment";
import { CommentBox } from "./CommentBox";
import classes from "./NewComment.module.css";

const empty = { text: "" };

/** The comment shows at once, so the box is empty at once. If it is refused, what was typed is back, with the reason. */
export function NewComment({ clientId, about, name }: { clientId: string; about: string | null; name: string }) {
  const { add } = useEntryCommands(commentKind);
  const leaving = useLeaving();
  const draft = useDraft(draftKey("add", commentKind, [clientId, about].filter(Boolean)), empty);
  const { text } = draft.values;
  const typed = useRef(text);
  useEffect(() => {
    typed.current = text;
  });
  const [error, setError] = useState("");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return setError("Enter the comment.");
    setError("");
    const signal = leaving();
    const sent = add({ clientId }, { text }, { signal, draft: draft.reference() }, { opportunityId: about });
    draft.reset();
    try {
      await sent;
    } catch (problem) {
      if (signal?.aborted) return;
      draft.set("text", [text, typed.current].filter(Boolean).join("\n\n"));
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
            draft.set("text", next);
            setError("");
          }}
        />
        <div className={classes.foot}>
          <DraftLine {...draft} />
          <Button type="submit" variant="light" size="xs">
            Add comment
          </Button>
        </div>
      </div>
    </form>
  );
}
