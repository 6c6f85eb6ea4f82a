import { useInterval } from "@mantine/hooks";
import { useState } from "react";

export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useInterval(() => setNow(Date.now()), 20_000, { autoInvoke: true });
  return now;
}
