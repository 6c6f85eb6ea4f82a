import { useEffect } from "react";

/** When a dialog goes, whoever opened it has the focus again, or the page if that has gone as well. */
export function useReturnFocus(): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      const place = opener instanceof HTMLElement && opener.isConnected ? opener : document.getElementById("main");
      if (place === opener || document.activeElement === document.body) place?.focus({ preventScroll: true });
    };
  }, []);
}
