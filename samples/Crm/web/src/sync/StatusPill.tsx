import { useStatus } from "@evenkeel/react";
import { UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import classes from "./StatusPill.module.css";
import { statusText } from "./statusText";
import { SyncPanel } from "./SyncPanel";
import { useCalm } from "./useCalm";

export function StatusPill() {
  const [opened, { open, close }] = useDisclosure(false);
  const { text, tone } = useCalm(statusText(useStatus()));
  return (
    <>
      <UnstyledButton
        className={classes.pill}
        data-tone={tone}
        aria-label={text || "Your changes"}
        aria-haspopup="dialog"
        aria-expanded={opened}
        onClick={open}
      >
        <span className={classes.light} aria-hidden="true" />
        {text}
      </UnstyledButton>
      <span className="sr-only" role="status" aria-live="polite">
        {text}
      </span>
      <SyncPanel opened={opened} onClose={close} />
    </>
  );
}
