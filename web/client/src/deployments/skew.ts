/** Refusals of a server that has the action no more, or another contract for it. */
export const REFUSED = /^(contract-mismatch|action-unknown)$/;

// No browser and no bundler gives these a code. The texts are those of Chromium, Firefox, Safari, Vite, webpack and Next.js.
const TEXTS = /dynamically imported module|importing a module script failed|unable to preload css|loading (css )?chunk|find server action|server action .* not found/i;

/** Whether an error comes of a page and a server of different builds: a changed action, or a file of a build that is gone. */
export function isSkew(error: unknown): boolean {
  const { code, name, message, headers } = (error ?? {}) as Partial<Record<"code" | "name" | "message", string>> & { headers?: Partial<Headers> };
  return (
    REFUSED.test(code!) ||
    code === "asset-retired" ||
    name === "ChunkLoadError" ||
    TEXTS.test(message ?? `${error as string}`) ||
    !!headers?.get?.("x-nextjs-action-not-found")
  );
}
