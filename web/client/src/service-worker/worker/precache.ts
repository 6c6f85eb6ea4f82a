/** What the worker of one build knows of it; the Vite plugin writes it before the script. */
export interface Precache {
  readonly build: string;
  /** The page that answers navigations. */
  readonly page: string;
  /** Files whose names stay while their content changes. */
  readonly shell: readonly string[];
  /** Files whose names carry a hash of their content. */
  readonly hashed: readonly string[];
  /** Paths that the worker leaves alone: what begins with one of them. */
  readonly never: readonly string[];
}
