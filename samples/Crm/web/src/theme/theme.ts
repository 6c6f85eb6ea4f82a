import { createTheme } from "@mantine/core";
import { ink, night, sea } from "./colors";

export const theme = createTheme({
  fontFamily: '"Instrument Sans Variable", system-ui, sans-serif',
  headings: { fontFamily: '"Instrument Serif", Georgia, serif', fontWeight: "400" },
  primaryColor: "sea",
  primaryShade: { light: 7, dark: 6 },
  colors: { sea, gray: ink, dark: night },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontSizes: { xs: "0.78rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
});
