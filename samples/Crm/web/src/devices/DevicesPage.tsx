import { useKeel, useQuery } from "@evenkeel/react";
import { Button } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "../dialogs/ConfirmDialog";
import { ListSkeleton } from "../shell/ListSkeleton";
import { NotOnDevice } from "../shell/NotOnDevice";
import { PageTitle } from "../shell/PageTitle";
import { DeviceRow } from "./DeviceRow";
import { type Devices, devices, signOutOf } from "./devices";
import classes from "./DevicesPage.module.css";

/** Where this user is signed in. */
export function DevicesPage() {
  const keel = useKeel();
  const { data, error, loading, refresh } = useQuery<Devices>(devices);
  const [asking, setAsking] = useState(false);
  const others = data?.sessions.filter(({ current }) => !current) ?? [];

  return (
    <>
      <div className={classes.head}>
        <PageTitle title="Your devices" />
        {others.length > 0 && (
          <Button variant="default" onClick={() => setAsking(true)}>
            Sign out everywhere else
          </Button>
        )}
      </div>
      <p className={classes.hint}>You stay signed in on these, also through updates. Sign out of one that you do not know, or no longer use.</p>
      {data ? (
        <ul className={classes.list} aria-label="Your devices">
          {data.sessions.map((session) => (
            <DeviceRow key={session.id} session={session} />
          ))}
        </ul>
      ) : error && !loading ? (
        <NotOnDevice what="This list" error={error} onRetry={refresh} />
      ) : (
        <ListSkeleton label="Loading your devices" rows={3} />
      )}
      {asking && (
        <ConfirmDialog title="Sign out everywhere else?" confirm="Sign out" onConfirm={() => signOutOf(keel)} onClose={() => setAsking(false)}>
          You stay signed in here. What was typed on the other devices and not sent stays on them.
        </ConfirmDialog>
      )}
    </>
  );
}
