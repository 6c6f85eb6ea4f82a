import { useEffect, useState } from "react";
import type { StatusText } from "./statusText";

const moment = 350;

/** "Saving…" is said at once and stays for a moment, so that a quick save does not flicker and nothing is called saved too early. */
export function useCalm({ text, tone }: StatusText): StatusText {
  const [shown, setShown] = useState<StatusText>({ text, tone });
  useEffect(() => {
    const timer = setTimeout(() => setShown({ text, tone }), tone === "calm" ? moment : 0);
    return () => clearTimeout(timer);
  }, [text, tone]);
  return tone === "calm" ? shown : { text, tone };
}
