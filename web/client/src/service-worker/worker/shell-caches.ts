import type { Precache } from "./precache.js";
import type { WorkerScope } from "./scope.js";

/** Caches of ours are named by this and the build. The server's switch and `unregister()` know it too. */
export const PREFIX = "evenkeel:shell:";

/** The files of builds on this device, a cache for each. */
export class ShellCaches {
  readonly #scope: WorkerScope;
  readonly #list: Precache;

  constructor(scope: WorkerScope, list: Precache) {
    this.#scope = scope;
    this.#list = list;
  }

  address = (path: string): string => new URL(path, this.#scope.registration.scope).href;

  /** Takes in the whole build, or nothing of it. */
  async fill(): Promise<void> {
    const { build, shell, hashed } = this.#list;
    const wasThere = (await this.#names()).includes(PREFIX + build);
    const cache = await this.#scope.caches.open(PREFIX + build);
    try {
      // A hashed name stands for its content: what an earlier build brought need not come again.
      const kept = async (path: string) => (await this.find(path)) ?? this.#scope.fetch(this.address(path));
      const fresh = (path: string) => this.#scope.fetch(this.address(path), { cache: "reload" });
      const put = async (path: string, response: Response) => cache.put(this.address(path), await this.#checked(path, response));
      await Promise.all([...hashed.map(async path => put(path, await kept(path))), ...shell.map(async path => put(path, await fresh(path)))]);
    } catch (error) {
      if (!wasThere) await this.#scope.caches.delete(PREFIX + build);
      throw error;
    }
  }

  /** Fills in again what was removed while this worker waited: by hand, or by one that did not know of it. */
  mend = async (): Promise<void> => {
    const { hashed, shell } = this.#list;
    const kept = await Promise.all([...hashed, ...shell].map(path => this.own(path)));
    // Without a connection it stays as it is: what is missing comes from the network later.
    if (kept.includes(undefined)) await this.fill().catch(() => {});
  };

  /** A file of whichever build has it. */
  async find(path: string): Promise<Response | undefined> {
    for (const name of await this.#names()) {
      const found = await (await this.#scope.caches.open(name)).match(this.address(path));
      if (found) return found;
    }
    return undefined;
  }

  /** A file of this worker's own build. */
  async own(path: string): Promise<Response | undefined> {
    return (await this.#scope.caches.open(PREFIX + this.#list.build)).match(this.address(path));
  }

  /** Removes the caches of all builds but these. */
  async keepOnly(builds: ReadonlySet<string>): Promise<void> {
    for (const name of await this.#names()) if (!builds.has(name.slice(PREFIX.length))) await this.#scope.caches.delete(name);
  }

  async #names(): Promise<string[]> {
    return (await this.#scope.caches.keys()).filter(name => name.startsWith(PREFIX));
  }

  // During a rolling deployment another build may answer: its page would ask for files that this cache does not have.
  async #checked(path: string, response: Response): Promise<Response> {
    const isHtml = /^text\/html\b/i.test(response.headers.get("Content-Type") ?? "");
    const body = await response.arrayBuffer();
    if (!response.ok || isHtml !== path.endsWith(".html") || (path === this.#list.page && !isPageOf(new TextDecoder().decode(body), this.#list.build))) {
      throw new Error(`${path} is not the one of build ${this.#list.build}.`);
    }
    // Made anew: an answer that came by a redirect must not answer a navigation.
    return new Response(body, { headers: response.headers });
  }
}

/** Whether a text is a page of a build, or of any. */
export function isPageOf(html: string, build?: string): boolean {
  const found = /<meta name="evenkeel-build" content="([^"]+)"/.exec(html)?.[1];
  return found !== undefined && (build === undefined || found === build);
}
