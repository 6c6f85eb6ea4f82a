import { createContext, useContext } from "react";

export const NoticeContext = createContext<(sentence: string) => void>(() => {});

export function useNotice(): (sentence: string) => void {
  return useContext(NoticeContext);
}
