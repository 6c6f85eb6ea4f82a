import { SegmentedControl } from "@mantine/core";
import { useSearchParams } from "react-router";
import { me } from "../accounts/account";
import { useQuery } from "../server/actions";
import { ListSkeleton } from "../shell/ListSkeleton";
import { NotOnDevice } from "../shell/NotOnDevice";
import { PageTitle } from "../shell/PageTitle";
import { FollowUpGroups } from "./FollowUpGroups";
import { followUps } from "./followUp";
import classes from "./FollowUpsPage.module.css";

const choices = [
  { value: "mine", label: "Mine" },
  { value: "everybody", label: "Everybody’s" },
];

export function FollowUpsPage() {
  const [address, setAddress] = useSearchParams();
  const whose = address.get("whose") === "everybody" ? "everybody" : "mine";
  const { data: self, error: unknown } = useQuery(me);
  const view = useQuery(followUps, whose === "mine" ? { assigneeId: self?.id } : {});
  const list = whose === "mine" && !self ? undefined : view.data;
  const error = !list && !view.loading && (view.error ?? unknown);

  return (
    <>
      <div className={classes.head}>
        <PageTitle title="Follow-ups" />
        <SegmentedControl
          aria-label="Whose follow-ups"
          data={choices}
          value={whose}
          onChange={(value) => setAddress(value === "mine" ? {} : { whose: value }, { replace: true })}
        />
      </div>
      {error ? (
        <NotOnDevice what="This list" error={error} onRetry={view.refresh} />
      ) : list ? (
        <FollowUpGroups key={whose} list={list} mine={whose === "mine"} />
      ) : (
        <ListSkeleton label="Loading follow-ups" rows={6} />
      )}
    </>
  );
}
