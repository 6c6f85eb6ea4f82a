import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from "@mantine/core";
import type { Plugin } from "vite";
import { theme } from "../src/theme/theme";

const name = "virtual:theme.css";

/** The variables of the theme as a stylesheet of the build: a style element made at run time would need 'unsafe-inline'. */
export function themeCss(): Plugin {
  return {
    name: "theme-css",
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) =>
      id === `\0${name}` ? convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme))) : undefined,
  };
}
