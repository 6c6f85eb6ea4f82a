import type { Entry } from "../entries/entry";
import { entryKind } from "../entries/entryKind";

export interface Site extends Entry {
  name: string;
  street: string;
  postalCode: string;
  city: string;
}

export const siteKind = entryKind("site", "/api/clients/{clientId}/sites", "name", [
  { name: "name", label: "Name", type: "text", required: true, placeholder: "Main yard" },
  { name: "street", label: "Street", type: "text" },
  { name: "postalCode", label: "Postal code", type: "text", half: true },
  { name: "city", label: "City", type: "text", half: true },
]);
