import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { sentenceOf } from "../notices/sentenceOf";
import { useNotice } from "../notices/useNotice";
import { useCommand } from "../server/actions";
import { shortened } from "../text/shortened";
import type { FollowUp } from "./followUp";
import classes from "./TickBox.module.css";
import { tickAction } from "./tickFollowUp";

export function TickBox({ followUp, onTick }: { followUp: FollowUp; onTick: (id: string) => void }) {
  const { id, clientId, note, doneAt } = followUp;
  const { run } = useCommand(tickAction);
  const say = useNotice();
  // A box answers at once, also while the device is still writing the change down.
  const [wanted, setWanted] = useState<boolean>();
  const name = shortened(note);
  const tick = (done: boolean) => {
    onTick(id);
    const label = done ? `Tick off ${name}` : `Open ${name} again`;
    setWanted(done);
    run({ done }, { params: { clientId, followUpId: id }, label })
      .catch((error) => say(sentenceOf(error)))
      .finally(() => setWanted(undefined));
  };
  return (
    <Checkbox
      size="md"
      radius="xl"
      classNames={{ input: classes.input! }}
      aria-label={`Done: ${name}`}
      checked={wanted ?? Boolean(doneAt)}
      onChange={(event) => tick(event.currentTarget.checked)}
    />
  );
}
