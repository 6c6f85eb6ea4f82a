import { useQuery } from "../server/actions";
import { ListSkeleton } from "../shell/ListSkeleton";
import { NotOnDevice } from "../shell/NotOnDevice";
import { PageTitle } from "../shell/PageTitle";
import { SearchBox } from "../shell/SearchBox";
import { counted } from "../text/counted";
import { clientList } from "./client";
import classes from "./ClientListPage.module.css";
import { ClientPages } from "./ClientPages";
import { ClientTable } from "./ClientTable";
import { NothingFound } from "./NothingFound";
import { useClientSearch } from "./useClientSearch";
import { useSteady } from "./useSteady";
import { useTotal } from "./useTotal";

export function ClientListPage() {
  const { search, place, typed, type, turnTo } = useClientSearch();
  const view = useQuery(clientList, { search: search || undefined, ...place });
  const total = useTotal(search);
  const failed = !view.data && !view.loading && view.error;
  const list = useSteady(view.data);
  const found = total !== undefined && list && !failed ? counted(total, search ? "match" : "client", search ? "matches" : "clients") : "";

  return (
    <>
      <div className={classes.head}>
        <PageTitle title="Clients" />
        <SearchBox label="Search clients" placeholder="Company, city, industry or person" value={typed} onChange={type} />
        <p className={classes.found} aria-live="polite">
          {found}
        </p>
      </div>
      {failed ? (
        <NotOnDevice what="This list" error={failed} onRetry={view.refresh} />
      ) : !list ? (
        <ListSkeleton label="Loading clients" />
      ) : list.items.length === 0 ? (
        <NothingFound search={search} onClear={() => type("")} />
      ) : (
        <div className={classes.list} data-stale={view.data === undefined || undefined}>
          <ClientTable clients={list.items} />
          <ClientPages list={list} onTurn={turnTo} />
        </div>
      )}
    </>
  );
}
