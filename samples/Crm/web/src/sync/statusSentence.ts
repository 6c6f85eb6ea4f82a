import type { Status } from "@evenkeel/client";
import { relativeTime } from "../text/dates";

/** What the pill means, for somebody who asks. */
export function statusSentence({ loaded, session, network, pending, parked, oldestUnsentMs }: Status): string {
  if (!loaded) return "Looking up what is kept on this device.";
  if (pending === 0 && parked === 0) {
    return network === "online"
      ? "Everything you saved has reached the server."
      : "The server cannot be reached. You can go on reading what you opened before, and saving.";
  }
  const oldest = oldestUnsentMs === null ? "" : ` The oldest was made ${relativeTime(0, oldestUnsentMs)}.`;
  if (session === "anonymous") return `These changes are kept on this device and are sent after you sign in.${oldest}`;
  if (parked > 0) return refused(pending);
  if (network === "online") return "These changes are on their way.";
  return `These changes are kept on this device and are sent as soon as the server can be reached.${oldest}`;
}

function refused(pending: number): string {
  const kept = "What the server did not accept is kept until you decide.";
  return pending > 0 ? `${kept} Later changes of the same client or product wait for it, others go on.` : kept;
}
