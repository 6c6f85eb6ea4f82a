import { Button } from "@mantine/core";
import { useState } from "react";
import classes from "./CommentText.module.css";

const longest = 700;
const mostLines = 10;

/** Plain text as it was typed. A very long one is opened by whoever wants all of it. */
export function CommentText({ text }: { text: string }) {
  const long = text.length > longest || text.split("\n").length > mostLines;
  const [all, setAll] = useState(false);
  return (
    <>
      <p className={classes.text} data-cut={(long && !all) || undefined}>
        {text}
      </p>
      {long && (
        <Button className={classes.more} variant="subtle" size="compact-xs" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show less" : "Show all"}
        </Button>
      )}
    </>
  );
}
