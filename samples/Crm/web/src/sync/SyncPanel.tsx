import { useKeel, useOutbox, useStatus } from "@evenkeel/react";
import { Button, Drawer } from "@mantine/core";
import { IconDownload, IconRefresh } from "@tabler/icons-react";
import { useNotice } from "../notices/useNotice";
import { exportOutbox } from "./exportOutbox";
import { OperationList } from "./OperationList";
import { statusSentence } from "./statusSentence";
import classes from "./SyncPanel.module.css";

/** Everything that was saved on this device and has not taken effect on the server. */
export function SyncPanel({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const keel = useKeel();
  const status = useStatus();
  const { waiting, parked } = useOutbox();
  const say = useNotice();
  const held = new Set(parked.map((operation) => operation.lane));
  const free = waiting.some((operation) => !held.has(operation.lane));
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={440}
      title="Your changes"
    >
      <p className={classes.sentence}>{statusSentence(status)}</p>
      {parked.length > 0 && <OperationList title="Needs attention" label="Operations that need attention" operations={parked} />}
      {waiting.length > 0 && <OperationList title="Waiting" label="Waiting operations" operations={waiting} held={held} />}
      {waiting.length + parked.length > 0 && (
        <div className={classes.foot}>
          {free && (
            <Button variant="light" leftSection={<IconRefresh size={16} />} onClick={() => void keel.outbox.flush()}>
              Try now
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            onClick={() => void exportOutbox(keel).catch(() => say("The file could not be written."))}
          >
            Export
          </Button>
        </div>
      )}
    </Drawer>
  );
}
