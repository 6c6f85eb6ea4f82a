import { Button } from "@mantine/core";
import { EmptyState } from "./EmptyState";
import classes from "./Broken.module.css";

/** In place of a blank page. What was saved is in the outbox, which does not depend on this page. */
export function Broken({ onRetry }: { onRetry: () => void }) {
  return (
    <main className={classes.broken} role="alert">
      <EmptyState title="This page broke" action={<Button onClick={onRetry}>Try again</Button>}>
        It is our fault, and nothing that you saved is lost.
      </EmptyState>
    </main>
  );
}
