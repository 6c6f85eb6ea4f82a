import { createTheme, Drawer, Menu, Modal } from "@mantine/core";
import classes from "./overlays.module.css";

/**
 * Dialogs, drawers and menus. Scrolling is locked by base.css, because the library would add a style element to do it, and
 * inside of main the header of a dialog is no second banner of the page.
 */
const shared = {
  lockScroll: false,
  portalProps: { target: "#overlays" },
  closeButtonProps: { "aria-label": "Close" },
  overlayProps: { backgroundOpacity: 0.45 },
  classNames: { title: classes.title!, header: classes.header!, body: classes.body! },
};

export const overlays = createTheme({
  components: {
    Modal: Modal.extend({ defaultProps: { ...shared, centered: true, radius: 16 } }),
    Drawer: Drawer.extend({ defaultProps: shared }),
    Menu: Menu.extend({ defaultProps: { portalProps: shared.portalProps, withInitialFocusPlaceholder: false } }),
  },
});
