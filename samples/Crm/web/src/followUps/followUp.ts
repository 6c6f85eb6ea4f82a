import type { Params } from "@evenkeel/client";
import { me } from "../accounts/account";
import { useColleagues } from "../accounts/colleagues";
import { clientDetail } from "../clients/client";
import type { Entry } from "../entries/entry";
import { entryKind, ofClient } from "../entries/entryKind";
import type { Field } from "../entries/field";
import { useQuery } from "../server/actions";

export const followUps = "GET /api/follow-ups";
export const followUpsOfClient = "GET /api/clients/{clientId}/follow-ups";

export interface FollowUp extends Entry {
  clientId: string;
  client?: string;
  opportunityId: string | null;
  opportunity?: string | null;
  note: string;
  dueOn: string;
  assigneeId: string;
  assignee?: string;
  doneAt?: string | null;
}

const fields: readonly Field[] = [
  { name: "note", label: "What is to be done", type: "text", required: true, placeholder: "Call about the quote" },
  { name: "dueOn", label: "Due date", type: "date", required: true, half: true },
  { name: "assigneeId", label: "Assigned to", type: "choice", required: true, half: true },
  { name: "opportunityId", label: "About", type: "choice" },
];

export const followUpKind = entryKind("follow-up", "/api/clients/{clientId}/follow-ups", "note", fields, {
  member: "followUps",
  idParam: "followUpId",
  derived: ["assignee", "opportunity"],
  shownIn: {
    [followUpsOfClient]: ofClient,
    [followUps]: { belongs: (row, params) => !params["assigneeId"] || row["assigneeId"] === params["assigneeId"], edited: true },
  },
  useDetails,
});

function useDetails(params: Params): Record<string, Partial<Field>> {
  const { data: client } = useQuery(clientDetail, { clientId: String(params["clientId"]) });
  const { data: self } = useQuery(me);
  const all = useColleagues();
  const people = all.map(({ id, name }) => ({ value: id, label: id === self?.id ? "Me" : name }));
  const subjects = (client?.opportunities ?? []).map(({ id, title }) => ({ value: id, label: title }));
  return {
    assigneeId: { choices: people, ...(self && { initial: self.id }) },
    opportunityId: { choices: [{ value: "", label: client?.name ?? "The client as a whole" }, ...subjects] },
  };
}
