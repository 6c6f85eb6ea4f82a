export type { ClientDetail, ClientListItem, ClientStatus, PageOfClientListItem as ClientRows } from "../server/actions";

export const clientList = "GET /api/clients";
export const clientDetail = "GET /api/clients/{clientId}";
