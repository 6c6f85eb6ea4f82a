import type { QueryView } from "@evenkeel/client";
import { Skeleton } from "@mantine/core";
import classes from "./EntrySection.module.css";

/** In place of rows that are on their way, or that this device has never seen. */
export function SectionMissing({ view: { error, loading } }: { view: QueryView<unknown> }) {
  if (loading || !error) return <Skeleton className={classes.missing} height={14} width="46%" aria-label="Loading" />;
  return <p className={classes.empty}>Not on this device yet. What you add here is kept, and shows as soon as the server can be reached.</p>;
}
