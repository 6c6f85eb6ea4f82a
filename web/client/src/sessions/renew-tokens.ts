import { timed } from "../network/timed.js";
import type { Parts } from "../parts.js";
import type { KeelClient } from "../types.js";
import { type SessionAnswer, SESSION_ROUTE } from "../wire.js";
import { partsOf } from "./parts-of.js";

const AT = "renewedAt";

/**
 * Has the application renew its bearer token after a 401, once for all tabs; what was refused is tried again. `refresh` resolves true: there is a new token; false: the authority has refused, and the person is signed
 * out. If it throws, or takes longer than a request may, nobody knows, and all stays as it is.
 */
export function renewTokens(keel: KeelClient, refresh: () => Promise<boolean>): void {
  const parts = partsOf(keel) as { -readonly [K in keyof Parts]: Parts[K] };
  const { environment, name, options, question, request, store } = parts;
  const { locks, now } = environment;

  const renewed = async () => {
    const began = now();
    const turn = async () => {
      // Who had to wait for the lock finds that another tab has done it.
      if (((await store.readMeta(AT).catch(() => 0)) as number) >= began) return true;
      const done = await timed(environment, options.timeoutMs, refresh);
      if (done) await store.writeMeta(AT, now()).catch(() => {});
      return done;
    };
    try {
      return await (locks ? locks.request(`${name}:renew`, {}, turn) : turn());
    } catch (error) {
      parts.debug("the token could not be renewed", error);
      return undefined;
    }
  };
  parts.request = async (...call) => {
    const reply = await request(...call);
    return reply.answer?.status === 401 && (await renewed()) ? request(...call) : reply;
  };
  parts.question = async refused => {
    const ask = async (refused?: boolean) => (await question?.(refused)) ?? request(SESSION_ROUTE, { cache: "no-store" });
    const reply = refused ? undefined : await ask();
    if (reply && (reply.answer?.data as Partial<SessionAnswer> | undefined)?.state !== "anonymous") return reply;
    // Who gives out the tokens decides, not who finds one too old.
    const done = await renewed();
    return done === undefined ? { outcome: "retry" } : ask(!done);
  };
}
