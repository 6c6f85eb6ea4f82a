import { useEffect, useRef } from "react";
import { Outlet, useLocation, useNavigationType } from "react-router";
import { Notices } from "../notices/Notices";
import { Header } from "./Header";
import classes from "./Layout.module.css";

export function Layout() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const navigation = useNavigationType();
  const shown = useRef(pathname);

  // Somebody who does not see the page is told that another one is there.
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
    if (navigation === "PUSH") window.scrollTo({ top: 0 });
  }, [pathname, navigation]);

  return (
    <Notices>
      <a className={classes.skip} href="#main">
        Skip to content
      </a>
      <Header />
      <main className={classes.main} id="main" ref={main} tabIndex={-1}>
        <div className={classes.page}>
          <Outlet />
        </div>
        <div id="overlays" />
      </main>
    </Notices>
  );
}
