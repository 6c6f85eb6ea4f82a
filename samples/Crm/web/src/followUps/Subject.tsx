import { Link } from "react-router";
import { clientDetail } from "../clients/client";
import { useQuery } from "../server/actions";
import type { FollowUp } from "./followUp";

/** Whom and what it is about. What was added without a connection has no names yet: they are on the page where it was added. */
export function Subject({ followUp }: { followUp: FollowUp }) {
  const { client, opportunity, opportunityId } = followUp;
  const named = client !== undefined && (opportunity !== undefined || !opportunityId);
  return named ? <Names followUp={followUp} client={client} opportunity={opportunity} /> : <KnownNames followUp={followUp} />;
}

function KnownNames({ followUp }: { followUp: FollowUp }) {
  const { data } = useQuery(clientDetail, { clientId: followUp.clientId });
  const opportunity = data?.opportunities.find(({ id }) => id === followUp.opportunityId);
  return <Names followUp={followUp} client={data?.name ?? followUp.client ?? "Client"} opportunity={opportunity?.title} />;
}

function Names({ followUp, client, opportunity }: { followUp: FollowUp; client: string; opportunity: string | null | undefined }) {
  const address = `/clients/${followUp.clientId}`;
  return (
    <>
      <span>
        <Link to={address}>{client}</Link>
      </span>
      {followUp.opportunityId && opportunity && (
        <span>
          <Link to={`${address}/opportunities/${followUp.opportunityId}`}>{opportunity}</Link>
        </span>
      )}
    </>
  );
}
