import { useQuery } from "../server/actions";
import { clientList } from "./client";

/** Of one row only: counting all of them again with every page would cost more than the page. */
export function useTotal(search: string): number | undefined {
  return useQuery(clientList, { search: search || undefined, pageSize: 1, total: true }).data?.total ?? undefined;
}
