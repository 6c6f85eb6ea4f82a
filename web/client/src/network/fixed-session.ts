import type { Parts } from "../parts.js";
import { SESSION_ROUTE } from "../wire.js";
import type { Reply } from "./request.js";

/**
 * For applications without /_evenkeel/session: the scope is given, and nobody can be asked. After a 401 nothing is sent until
 * the application says check().
 */
export function fixedSession(parts: Parts, scope: string): (refused?: boolean) => Promise<Reply> {
  return async refused => {
    if (refused) return answered("anonymous", "");
    if (parts.status.get().network !== "online") {
      // Without a session route, any answer but a failure says that the server is there.
      const { answer } = await parts.request(SESSION_ROUTE, { cache: "no-store" });
      if (!answer || answer.status >= 500) return { outcome: "retry" };
      parts.engine.network("online");
      if (parts.session.paused()) return { outcome: "retry" };
    }
    return answered("valid", scope);
  };
}

const answered = (state: "valid" | "anonymous", scope: string): Reply => ({ outcome: "done", answer: { status: 200, data: { state, scope, name: null } } });
