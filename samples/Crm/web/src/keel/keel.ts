import { createClient } from "@evenkeel/client";
import { entryLanes } from "../entries/entryLanes";
import { showEntriesAtOnce } from "../entries/entryLocal";
import { showTicksAtOnce, tickAction } from "../followUps/tickFollowUp";
import { moveAction, showMovesAtOnce } from "../opportunities/moveOpportunity";
import { contracts } from "../server/actions";
import { kinds } from "./kinds";

const ofClient = "clients/{clientId}";

/** One lane for each client and each product: what belongs together keeps its order, and one refusal holds up nobody else. */
export const keel = createClient({
  deployment: { contracts },
  lanes: { ...entryLanes(kinds), [moveAction]: ofClient, [tickAction]: ofClient },
});

// For the browser's console: keel.outbox.list(), keel.deployment.status.get().
Object.assign(globalThis, { keel });

kinds.forEach((kind) => showEntriesAtOnce(keel, kind));
showMovesAtOnce(keel);
showTicksAtOnce(keel);
