import type { ActionName, KeelClient, LocalOperation } from "@evenkeel/client";
import { type ClientDetail, clientDetail } from "../clients/client";
import type { Stage } from "./stages";

export const moveAction: ActionName = "POST /api/clients/{clientId}/opportunities/{opportunityId}/stage";

export interface Move {
  stage: Stage;
}

export function showMovesAtOnce(keel: KeelClient): void {
  keel.local(moveAction, {
    [clientDetail]: (client: ClientDetail, { params, input, answer }: LocalOperation<Move>): ClientDetail => ({
      ...client,
      opportunities: client.opportunities.map((row) =>
        row.id === params["opportunityId"] ? { ...row, stage: input.stage, waiting: answer === undefined } : row),
    }),
  });
}
