import { CloseButton } from "@mantine/core";
import { type ReactNode, useCallback, useState } from "react";
import { NoticeContext } from "./useNotice";
import classes from "./Notices.module.css";

/** One sentence at a time, at the foot of the page, until it is closed or replaced. */
export function Notices({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState("");
  const say = useCallback((sentence: string) => setNotice(sentence), []);
  return (
    <NoticeContext value={say}>
      {children}
      <div className={classes.place} role="alert">
        {notice && (
          <div className={classes.notice}>
            <span>{notice}</span>
            <CloseButton aria-label="Close notice" onClick={() => setNotice("")} />
          </div>
        )}
      </div>
    </NoticeContext>
  );
}
