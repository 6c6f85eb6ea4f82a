import type { KeelError } from "@evenkeel/client";
import { Button } from "@mantine/core";
import { EmptyState } from "./EmptyState";
import { refusal } from "../text/refusal";

interface NotOnDeviceProps {
  what: string;
  error: KeelError;
  onRetry: () => Promise<void>;
}

/** A query that has neither an answer of the server nor one kept from an earlier visit. */
export function NotOnDevice({ what, error, onRetry }: NotOnDeviceProps) {
  const again = <Button variant="light" onClick={() => void onRetry()}>Try again</Button>;
  if (error.status >= 400 && error.status < 500)
    return (
      <EmptyState title={`${what} cannot be shown`} action={again}>
        {error.problem ? refusal(error.problem) : error.message}
      </EmptyState>
    );
  return (
    <EmptyState title={`${what} is not on this device yet`} action={again}>
      The server cannot be reached. What you opened before can still be read, and what you save is kept.
    </EmptyState>
  );
}
