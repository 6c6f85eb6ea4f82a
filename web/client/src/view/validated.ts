import type { Parts } from "../parts.js";
import type { Fetched, Source } from "./queries.js";

/** Asks whether the last answer is still good. One that is costs no body; to any other cache it is nothing. */
export function validated(parts: Parts, source: Source): Source {
  const { options, session } = parts;
  let last: (Fetched & { readonly scope: string | undefined }) | undefined;
  return {
    ...source,
    async fetch() {
      const scope = session.scope();
      const known = last?.scope === scope ? last : undefined;
      // Another origin may not have been told to allow this header.
      const etag = options.baseUrl ? undefined : known?.answer?.etag;
      const fetched = await source.fetch(etag ? { "If-None-Match": etag } : {});
      const { answer } = fetched;
      const found = answer?.status === 304 && known ? { ...known, answer: { ...answer, etag: answer.etag ?? etag } } : fetched;
      // Somebody else may have signed in meanwhile.
      last = session.scope() === scope ? { ...found, scope } : undefined;
      return found;
    },
  };
}
