import { KeelError } from "../errors.js";
import type { Params } from "../types.js";
import { placeholderName } from "./action.js";

const LONGEST = 200;

/** The first literal path segment that is neither `api` nor a version; "/" where there is none. */
export function defaultLane(action: string): string {
  const path = action.slice(action.indexOf(" ") + 1);
  const segments = path.split(/[?#]/)[0]!.split("/");
  return segments.find(segment => segment && !segment.includes("{") && !/^(api|v\d+(\.\d+)*)$/i.test(segment)) ?? "/";
}

/** Fills a template such as `clients/{clientId}` from the parameters, then from the input. */
export function laneFrom(template: string, params: Params, input: unknown): string {
  const lane = template.replace(/\{([^}]+)\}/g, (_, placeholder: string) => {
    const name = placeholderName(placeholder);
    const value = params[name] ?? (input as Record<string, unknown> | null | undefined)?.[name];
    if (value == null) {
      throw new KeelError("lane-unknown", `The lane "${template}" needs {${name}}.`);
    }
    return String(value as string);
  });
  // Cutting can only let two lanes share one, which keeps more order, never less.
  return lane.slice(0, LONGEST);
}
