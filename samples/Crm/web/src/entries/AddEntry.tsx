import type { Params } from "@evenkeel/client";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Values } from "./entry";
import type { EntryKind } from "./entryKind";
import { emptyValues } from "./field";
import { draftKey } from "./draftKey";
import { KindDialog } from "./KindDialog";
import { useEntryCommands } from "./useEntryCommands";

interface AddEntryProps {
  kind: EntryKind;
  params: Params;
  first?: Values | undefined;
  large?: boolean;
}

/** The button that opens the empty form. */
export function AddEntry({ kind, params, first, large = false }: AddEntryProps) {
  const commands = useEntryCommands(kind);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant={large ? "filled" : "light"}
        size={large ? "sm" : "compact-sm"}
        leftSection={<IconPlus size={large ? 17 : 15} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        Add {kind.noun}
      </Button>
      {open && (
        <KindDialog
          kind={kind}
          params={params}
          editing={false}
          draft={draftKey("add", kind, Object.values(params))}
          title={`Add ${kind.noun}`}
          submit={`Save ${kind.noun}`}
          initial={(fields) => ({ ...emptyValues(fields), ...first })}
          onSubmit={(values, sending) => commands.add(params, values, sending)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
