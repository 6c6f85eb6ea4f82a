import type { KeelClient } from "@evenkeel/client";
import { showMembersAtOnce } from "../entries/entryLocal";
import { type FollowUp, followUpKind } from "./followUp";

export const tickAction = "POST /api/clients/{clientId}/follow-ups/{followUpId}/done";

export interface Tick {
  done: boolean;
}

export function showTicksAtOnce(keel: KeelClient): void {
  showMembersAtOnce<FollowUp, Tick>(keel, followUpKind, tickAction, ({ doneAt }, { input, at }) => ({
    doneAt: input.done ? (doneAt ?? new Date(at).toISOString()) : null,
  }));
}
