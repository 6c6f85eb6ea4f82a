import { useParams } from "react-router";
import { clientDetail } from "../clients/client";
import classes from "../clients/ClientPage.module.css";
import { ClientPageSkeleton } from "../clients/ClientPageSkeleton";
import { CommentsSection } from "../comments/CommentsSection";
import { FollowUpsSection } from "../followUps/FollowUpsSection";
import { LinesSection } from "../lines/LinesSection";
import { useQuery } from "../server/actions";
import { NotFound } from "../shell/NotFound";
import { NotOnDevice } from "../shell/NotOnDevice";
import { OpportunityHeader } from "./OpportunityHeader";

/** All of it comes with the page of the client, so that it opens without a connection once that was seen. */
export function OpportunityPage() {
  const { clientId = "", opportunityId = "" } = useParams();
  const { data: client, error, loading, refresh } = useQuery(clientDetail, { clientId });
  if (!client && error && (error.status === 404 || error.status === 400)) return <NotFound />;
  if (!client && error && !loading) return <NotOnDevice what="This opportunity" error={error} onRetry={refresh} />;
  if (!client) return <ClientPageSkeleton />;
  const opportunity = client.opportunities.find(({ id }) => id === opportunityId);
  if (!opportunity) return loading ? <ClientPageSkeleton /> : <NotFound />;
  return (
    <article>
      <OpportunityHeader client={client} opportunity={opportunity} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <LinesSection clientId={clientId} opportunityId={opportunityId} />
          <CommentsSection clientId={clientId} about={opportunityId} />
        </div>
        <div className={classes.column}>
          <FollowUpsSection clientId={clientId} opportunities={client.opportunities} about={opportunityId} />
        </div>
      </div>
    </article>
  );
}
