/** A row that people add, edit and delete: a contact, a comment, a product. */
export interface Entry {
  id: string;
  /** Shown on this device, not confirmed by the server yet. */
  waiting?: boolean;
}

export type Values = Record<string, string>;
export type EntryInput = Record<string, string | number | boolean | null>;
export type FieldErrors = Record<string, string>;
