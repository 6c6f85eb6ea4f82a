import type { KeelClient } from "@evenkeel/client";

export async function exportOutbox(keel: KeelClient): Promise<void> {
  const file = new Blob([await keel.outbox.export()], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "changes.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
