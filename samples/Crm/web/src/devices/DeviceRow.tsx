import { useKeel } from "@evenkeel/react";
import { Button } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { useState } from "react";
import { sentenceOf } from "../notices/sentenceOf";
import { useNotice } from "../notices/useNotice";
import { useNow } from "../sync/useNow";
import { fullTime, relativeTime } from "../text/dates";
import { type Device, signOutOf } from "./devices";
import classes from "./DeviceRow.module.css";

export function DeviceRow({ session: { id, device, created, seen, current } }: { session: Device }) {
  const keel = useKeel();
  const say = useNotice();
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const name = device ?? "A device that did not say what it is";
  const Icon = /phone|android|ipad|ios/i.test(name) ? IconDeviceMobile : IconDeviceDesktop;
  const leave = async () => {
    setBusy(true);
    try {
      await signOutOf(keel, id);
    } catch (error) {
      say(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <li className={classes.row}>
      <Icon className={classes.icon} size={24} stroke={1.5} aria-hidden="true" />
      <div className={classes.words}>
        <div className={classes.name}>
          {name} {current && <span className={classes.here}>This device</span>}
        </div>
        <div className={classes.times}>
          Active <time dateTime={new Date(seen).toISOString()}>{relativeTime(seen, now)}</time>, signed in {fullTime(created)}
        </div>
      </div>
      {!current && (
        <Button variant="default" size="xs" loading={busy} onClick={() => void leave()} aria-label={`Sign out of ${name}`}>
          Sign out
        </Button>
      )}
    </li>
  );
}
