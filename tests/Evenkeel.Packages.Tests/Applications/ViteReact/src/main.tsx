import { createClient } from "@evenkeel/client";
import { KeelBoundary, KeelProvider } from "@evenkeel/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Notes, type NewNote, type Note } from "./Notes";

const keel = createClient();
keel.local<NewNote>("POST /api/notes", { "GET /api/notes": (notes: Note[], { id, input }) => [...notes, { id, ...input }] });

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <KeelProvider client={keel}>
      <KeelBoundary>
        <Notes />
      </KeelBoundary>
    </KeelProvider>
  </StrictMode>,
);
