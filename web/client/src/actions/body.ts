import { KeelError } from "../errors.js";

export interface Body {
  readonly body: string;
  readonly type?: string;
}

/** What cannot be written to the outbox as text. It is sent at once, under an operation id, and not kept. */
export const bypasses = (input: unknown): input is FormData | Blob | ReadableStream | ArrayBuffer =>
  typeof input === "object" && [globalThis.FormData, globalThis.Blob, globalThis.ReadableStream, globalThis.ArrayBuffer].some(type => type && input instanceof type);

/** The text of a command's body. Written once: its bytes are what the fingerprint is made of. */
export function bodyOf(input: unknown): Body {
  if (input === undefined) return { body: "" };
  try {
    const body = JSON.stringify(input) as string | undefined;
    // Forms, files and the like would become an empty object.
    if (body && (body !== "{}" || {}.toString.call(input) === "[object Object]")) return { body, type: "application/json" };
  } catch {
    // Falls through.
  }
  throw new KeelError("input-malformed", "The input cannot be written as JSON.");
}

export const formBody = (input: URLSearchParams): Body => ({ body: `${input}`, type: "application/x-www-form-urlencoded" });
