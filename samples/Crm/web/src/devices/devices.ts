import type { KeelClient } from "@evenkeel/client";

export const devices = "GET /_evenkeel/sessions";

/** A session of this user. Times are in Unix milliseconds. */
export interface Device {
  id: string;
  device: string | null;
  created: number;
  seen: number;
  expires: number | null;
  current: boolean;
}

export interface Devices {
  sessions: readonly Device[];
}

/** Ends the session of one device, or of all but this one. */
export async function signOutOf(keel: KeelClient, id?: string): Promise<void> {
  await keel.fetch(`/_evenkeel/sessions${id === undefined ? "" : `/${id}`}`, { method: "DELETE" });
  keel.invalidate(devices);
}
