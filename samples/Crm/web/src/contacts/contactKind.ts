import type { Entry } from "../entries/entry";
import { entryKind } from "../entries/entryKind";

export interface Contact extends Entry {
  name: string;
  role: string;
  email: string;
  phone: string;
}

export const contactKind = entryKind("contact", "/api/clients/{clientId}/contacts", "name", [
  { name: "name", label: "Name", type: "text", required: true },
  { name: "role", label: "Role", type: "text", placeholder: "Yard manager" },
  { name: "email", label: "E-mail", type: "email", placeholder: "name@company.example" },
  { name: "phone", label: "Phone", type: "tel" },
]);
