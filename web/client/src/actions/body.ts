import { KeelError } from "../errors.js";

export interface Body {
  readonly body: string;
  readonly type?: string;
}

/** What cannot be written to the outbox as text. It is sent at once, under an operation id, and not kept. */
export const bypasses = (input: unknown): input is FormData | Blob | ReadableStream | ArrayBuffer =>
  [globalThis.FormData, globalThis.Blob, globalThis.ReadableStream, globalThis.ArrayBuffer].some(type => type && input instanceof type);

/** The text of a command's body. Written once: its bytes are what the fingerprint is made of. */
export function bodyOf(input: unknown): Body {
  if (input === undefined) return { body: "" };
  if (input instanceof URLSearchParams) return { body: input.toString(), type: "application/x-www-form-urlencoded" };
  try {
    // Forms with files and the like would become an empty object.
    const body = bypasses(input) ? undefined : (JSON.stringify(input) as string | undefined);
    if (body !== undefined) return { body, type: "application/json" };
  } catch {
    // Falls through.
  }
  throw new KeelError("input-malformed", "The input cannot be written as JSON.");
}
