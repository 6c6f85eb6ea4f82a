import { KeelError } from "../errors.js";
import type { ClientOptions, Params } from "../types.js";
import { isContract } from "../wire.js";

export interface Call {
  readonly method: string;
  /** Path and query relative to the application's base, in canonical percent-encoding. */
  readonly target: string;
}

/** Only what RFC 3986 calls unreserved stays as it is, so that no browser, proxy or server has a reason to rewrite it. */
const encode = (value: unknown): string =>
  encodeURIComponent(String(value)).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** The name inside `{clientId:guid}`, `{*path}` or `{id?}`. */
export const placeholderName = (placeholder: string): string => placeholder.replace(/^\**|[:?=].*$/g, "");

/** Fills the path of an action; parameters that it does not name become the query string. */
export function callOf(action: string, params: Params = {}): Call {
  const [, method, template] = /^([A-Za-z]+) (\/(?!\/)[^#\s]*)$/.exec(action) ?? [];
  if (!method || !template) throw new KeelError("action-malformed", `"${action}" is not "METHOD /path".`);
  const used = new Set<string>();
  const path = template.replace(/\{([^}]+)\}/g, (_, placeholder: string) => {
    const name = placeholderName(placeholder);
    used.add(name);
    const value = params[name];
    // A browser takes "." and ".." for a change of folder even when they are percent-encoded.
    if (value == null || value === "" || /^\.\.?$/.test(String(value))) {
      throw new KeelError("parameter-missing", `"${action}" needs a value for {${name}}.`, { details: { parameter: name } });
    }
    return placeholder.startsWith("*") ? String(value).split("/").map(encode).join("/") : encode(value);
  });
  const query = Object.entries(params)
    .filter(([name, value]) => value != null && !used.has(name))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  return { method: method.toUpperCase(), target: query ? path + (path.includes("?") ? "&" : "?") + query : path };
}

/** The contract of an action that this page was written against. Rather none than one that no server could read. */
export function contractOf({ deployment }: ClientOptions, action: string): string | undefined {
  const contract = deployment?.contracts?.[action];
  return isContract(contract) ? contract : undefined;
}
