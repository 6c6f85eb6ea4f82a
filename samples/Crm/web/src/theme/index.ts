import "./layers.css";
import "@fontsource-variable/instrument-sans/index.css";
import "@fontsource/instrument-serif/index.css";
import "@mantine/core/styles.layer.css";
import "virtual:theme.css";
import "./tokens.css";
import "./base.css";
import { mergeThemeOverrides } from "@mantine/core";
import { overlays } from "./overlays";
import { theme as colours } from "./theme";

export const theme = mergeThemeOverrides(colours, overlays);
