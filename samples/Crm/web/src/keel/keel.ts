import { createClient } from "@evenkeel/client";
import { entryLanes } from "../entries/entryLanes";
import { showEntriesAtOnce } from "../entries/entryLocal";
import { showTicksAtOnce, tickAction } from "../followUps/tickFollowUp";
import { moveAction, showMovesAtOnce } from "../opportunities/moveOpportunity";
import { kinds } from "./kinds";

const ofClient = "clients/{clientId}";

/** One lane for each client and each product: what belongs together keeps its order, and one refusal holds up nobody else. */
export const keel = createClient({ lanes: { ...entryLanes(kinds), [moveAction]: ofClient, [tickAction]: ofClient } });

kinds.forEach((kind) => showEntriesAtOnce(keel, kind));
showMovesAtOnce(keel);
showTicksAtOnce(keel);
