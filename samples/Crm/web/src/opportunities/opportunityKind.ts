import type { Entry } from "../entries/entry";
import { entryKind } from "../entries/entryKind";
import { type Stage, stages } from "./stages";

export interface Opportunity extends Entry {
  title: string;
  amount: number;
  stage: Stage;
  closesOn: string | null;
}

export const opportunityKind = entryKind("opportunity", "opportunities", "title", [
  { name: "title", label: "Title", type: "text", required: true, placeholder: "Spring refit" },
  { name: "amount", label: "Amount", type: "amount", required: true, half: true },
  { name: "closesOn", label: "Closes on", type: "date", half: true },
  { name: "stage", label: "Stage", type: "choice", initial: "lead", choices: stages },
]);
