import { Button, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft } from "@tabler/icons-react";
import type { ClientRows } from "./client";
import classes from "./ClientPages.module.css";
import type { Place } from "./useClientSearch";

export function ClientPages({ list, onTurn }: { list: ClientRows; onTurn: (place: Place) => void }) {
  const { next, previous } = list;
  if (!next && !previous) return null;
  const turn = (place: Place) => {
    onTurn(place);
    window.scrollTo({ top: 0 });
  };
  return (
    <nav className={classes.pages} aria-label="Pages of clients">
      <Button variant="subtle" color="gray" leftSection={<IconChevronsLeft size={16} />} disabled={!previous} onClick={() => turn({})}>
        First
      </Button>
      <Group gap={8}>
        <Button variant="default" leftSection={<IconChevronLeft size={16} />} disabled={!previous} onClick={() => turn({ before: previous ?? undefined })}>
          Previous
        </Button>
        <Button variant="default" rightSection={<IconChevronRight size={16} />} disabled={!next} onClick={() => turn({ after: next ?? undefined })}>
          Next
        </Button>
      </Group>
    </nav>
  );
}
