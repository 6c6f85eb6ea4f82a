import type { Entry } from "../entries/entry";
import { entryKind } from "../entries/entryKind";
import type { Field } from "../entries/field";
import { type Stage, stages } from "./stages";

export interface Opportunity extends Entry {
  title: string;
  amount: number;
  stage: Stage;
  closesOn: string | null;
}

const fields: readonly Field[] = [
  { name: "title", label: "Title", type: "text", required: true, placeholder: "Spring refit" },
  { name: "amount", label: "Amount", type: "number", unit: "€", required: true, half: true },
  { name: "closesOn", label: "Closes on", type: "date", half: true },
  { name: "stage", label: "Stage", type: "choice", initial: "lead", choices: stages },
];

export const opportunityKind = entryKind("opportunity", "/api/clients/{clientId}/opportunities", "title", fields, {
  goesToo: ", with its products and comments",
});
