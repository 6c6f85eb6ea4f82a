import type { KeelClient } from "@evenkeel/client";
import { showMembersAtOnce } from "../entries/entryLocal";
import { type Opportunity, opportunityKind } from "./opportunityKind";
import type { Stage } from "./stages";

export const moveAction = "POST /api/clients/{clientId}/opportunities/{opportunityId}/stage";

export interface Move {
  stage: Stage;
}

export function showMovesAtOnce(keel: KeelClient): void {
  showMembersAtOnce<Opportunity, Move>(keel, opportunityKind, moveAction, (_, { input }) => ({ stage: input.stage }));
}
