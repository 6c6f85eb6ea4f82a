import { Pagination } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ClientPage } from "../server/actions";
import classes from "./ClientPages.module.css";

const names = { first: "First page", previous: "Previous page", next: "Next page", last: "Last page" };

export function ClientPages({ list, page, onTurn }: { list: ClientPage; page: number; onTurn: (page: number) => void }) {
  const first = (list.page - 1) * list.pageSize + 1;
  const pages = Math.ceil(list.total / list.pageSize);
  const phone = useMediaQuery("(max-width: 36em)");
  const turn = (next: number) => {
    onTurn(next);
    window.scrollTo({ top: 0 });
  };
  return (
    <nav className={classes.pages} aria-label="Pages of clients">
      <span className={classes.range}>
        {first.toLocaleString("en")}–{(first + list.items.length - 1).toLocaleString("en")} of {list.total.toLocaleString("en")}
      </span>
      {pages > 1 && (
        <Pagination
          total={pages}
          value={page}
          onChange={turn}
          siblings={phone ? 0 : 1}
          size="md"
          getItemProps={(number) => ({ "aria-label": `Page ${number}` })}
          getControlProps={(control) => ({ "aria-label": names[control] })}
        />
      )}
    </nav>
  );
}
