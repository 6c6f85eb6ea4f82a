import type { MantineColorsTuple } from "@mantine/core";

export const sea: MantineColorsTuple = [
  "#e9f5f4", "#d2eae8", "#a5d5d1", "#74beb8", "#4aa8a1", "#27948d", "#137d77", "#0b6b66", "#085753", "#04403d",
];

/** Warm greys for paper and text by day. */
export const ink: MantineColorsTuple = [
  "#f7f5f0", "#f0ede6", "#e5e0d6", "#d8d2c6", "#c2bcb0", "#8d8f8c", "#596669", "#3e4a4e", "#2a363a", "#1a2528",
];

/** Deep water for the night. */
export const night: MantineColorsTuple = [
  "#e3eae9", "#b9c6c6", "#94a5a7", "#5a6d71", "#34474c", "#25363b", "#172528", "#0e1618", "#0a1113", "#060b0c",
];
