import type { ActionName } from "@evenkeel/client";
import type { Contact } from "../contacts/contactKind";
import type { Opportunity } from "../opportunities/opportunityKind";
import type { Site } from "../sites/siteKind";

export const clientList: ActionName = "GET /api/clients";
export const clientDetail: ActionName = "GET /api/clients/{clientId}";

export type ClientStatus = "active" | "prospect" | "dormant";

export interface ClientListItem {
  id: string;
  name: string;
  industry: string;
  city: string;
  owner: string;
  status: ClientStatus;
  since: string;
}

export interface ClientList {
  items: ClientListItem[];
  total: number;
  page: number;
  pageSize: number;
}

export interface ClientDetail extends ClientListItem {
  website: string;
  contacts: Contact[];
  sites: Site[];
  opportunities: Opportunity[];
}
