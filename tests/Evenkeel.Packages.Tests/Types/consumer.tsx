// Compiled against the installed packages. Each "expect-error" fails if a type is missing, and so would accept anything.
import { createClient, KeelError, type CommandResult, type KeelClient } from "@evenkeel/client";
import { createCoreClient, type CoreClient } from "@evenkeel/client/core";
import { KeelBoundary, KeelProvider, useCommand, useQuery } from "@evenkeel/react";

interface Note {
  text: string;
}

export const keel: KeelClient = createClient({ waitMs: 200 });
export const core: CoreClient = createCoreClient();
export const saved: Promise<CommandResult<Note>> = keel.command<Note>("POST /api/notes", { text: "call back" });
export const code = (error: unknown): string | undefined => (error instanceof KeelError ? error.code : undefined);

// @ts-expect-error An action is a method and a path.
void keel.query("notes");
// @ts-expect-error The core has no local view.
core.local("POST /api/notes", {});
// @ts-expect-error An unknown option.
createClient({ waitSeconds: 1 });

export function Notes() {
  const { data } = useQuery<Note[]>("GET /api/notes");
  const { run, running } = useCommand<Note, Note>("POST /api/notes");
  // @ts-expect-error Nothing is there before the first answer.
  data.length;
  // @ts-expect-error The input is a note.
  void run(7);
  return <button disabled={running}>{data?.length}</button>;
}

export const page = (
  <KeelProvider client={keel}>
    <KeelBoundary fallback={(error) => error.message}>
      <Notes />
    </KeelBoundary>
  </KeelProvider>
);
