/** A row below a client: a contact, a site, an opportunity. */
export interface Entry {
  id: string;
  /** Shown on this device, not confirmed by the server yet. */
  waiting?: boolean;
}

export type Collection = "contacts" | "sites" | "opportunities";
export type Values = Record<string, string>;
export type EntryInput = Record<string, string | number | null>;
export type FieldErrors = Record<string, string>;
