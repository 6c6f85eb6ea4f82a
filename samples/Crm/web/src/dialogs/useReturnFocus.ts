import { useEffect } from "react";

/** When a dialog goes, whoever opened it has the focus again, unless it is gone as well. */
export function useReturnFocus(): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
}
