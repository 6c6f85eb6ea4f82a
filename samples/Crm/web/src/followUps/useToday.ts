import { useNow } from "../sync/useNow";
import { dateOf } from "../text/dates";

export function useToday(): string {
  return dateOf(useNow());
}
