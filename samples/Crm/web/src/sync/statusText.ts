import type { Status } from "@evenkeel/client";
import { counted } from "../text/counted";

export type Tone = "quiet" | "calm" | "busy" | "wait" | "alarm";

export interface StatusText {
  text: string;
  tone: Tone;
}

/** The state of everything that was saved, in at most five words; what a person can act on comes first. */
export function statusText({ storage, loaded, session, parked, network, pending }: Status): StatusText {
  if (storage !== "ok") return { text: "Nothing can be kept here", tone: "alarm" };
  // What is kept on this device has not been counted yet: nothing can be called saved.
  if (!loaded) return { text: "", tone: "quiet" };
  if (session === "anonymous" && pending > 0) return { text: `Sign in to send ${counted(pending, "change")}`, tone: "wait" };
  if (parked > 0) return { text: `${parked} ${parked === 1 ? "needs" : "need"} attention`, tone: "alarm" };
  if (network === "offline") return { text: pending > 0 ? `Offline: ${pending} waiting` : "Offline", tone: "wait" };
  if (network === "degraded") return { text: pending > 0 ? `Trying again: ${pending} waiting` : "Poor connection", tone: "wait" };
  return pending > 0 ? { text: "Saving…", tone: "busy" } : { text: "All changes saved", tone: "calm" };
}
