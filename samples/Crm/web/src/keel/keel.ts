import { createClient } from "@evenkeel/client";
import { contactKind } from "../contacts/contactKind";
import { entryLanes } from "../entries/entryLanes";
import { showEntriesAtOnce } from "../entries/entryLocal";
import { opportunityKind } from "../opportunities/opportunityKind";
import { moveAction, showMovesAtOnce } from "../opportunities/moveOpportunity";
import { siteKind } from "../sites/siteKind";

export const kinds = [contactKind, siteKind, opportunityKind];

/** One lane for each client: what belongs together keeps its order, and one refusal holds up nobody else. */
export const keel = createClient({ lanes: { ...entryLanes(kinds), [moveAction]: "clients/{clientId}" } });

kinds.forEach((kind) => showEntriesAtOnce(keel, kind));
showMovesAtOnce(keel);
