import type { Deployed } from "../types.js";
import { isBuild } from "../wire.js";

/** What an event, a message or an answer says is current; undefined for what says nothing of the kind. */
export function readDeployed(value: unknown): Deployed | undefined {
  const { build, epoch, page = null } = (value ?? {}) as Partial<Deployed>;
  return isBuild(build) && Number.isSafeInteger(epoch) && epoch! >= 0 && (page === null || isBuild(page)) ? { build, epoch: epoch!, page } : undefined;
}

/** `<build that answers>; epoch=<current epoch>; current=<current build>; page=<current page>`. */
export function readHeader(value: string | null): Deployed | undefined {
  const [build, ...rest] = (value ?? "").split(/ *; */);
  const { epoch, current = build, page } = Object.fromEntries(rest.map(member => member.split("="))) as Record<string, string>;
  return isBuild(build) ? readDeployed({ build: current, epoch: Number(epoch || NaN), page }) : undefined;
}
