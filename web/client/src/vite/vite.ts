/** What the plugin takes of Vite and Rollup, by its form: the package depends on neither. */
export interface ResolvedConfig {
  readonly publicDir: string;
  readonly build: { readonly assetsDir: string; readonly copyPublicDir?: boolean };
}

export interface OutputOptions {
  readonly dir?: string | undefined;
  readonly entryFileNames?: unknown;
  readonly chunkFileNames?: unknown;
  readonly assetFileNames?: unknown;
}

export interface Plugin {
  readonly name: string;
  readonly apply: "build";
  readonly enforce: "post";
  configResolved(config: ResolvedConfig): void;
  readonly writeBundle: { readonly order: "post"; readonly sequential: true; handler(options: OutputOptions, bundle: Readonly<Record<string, unknown>>): Promise<void> };
}
