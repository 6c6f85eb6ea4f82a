import { describe, expectTypeOf, it } from "vitest";
import { type CommandResult, createClient, type KeelClient, KeelError, type Operation, type QueryView, type Status } from "../src/index.js";

// Read by the compiler (npm run typecheck); nothing of it runs.
const never = (_: (keel: KeelClient) => void): void => undefined;
interface Client {
  id: string;
  name: string;
}

describe("types", () => {
  it("of results follow the call", () => {
    never(async keel => {
      expectTypeOf(await keel.query<Client[]>("GET /api/clients", { page: 1 })).toEqualTypeOf<Client[]>();
      const result = await keel.command<Client, { name: string }>("POST /api/clients", { name: "A" }, { params: { x: null } });
      expectTypeOf(result).toEqualTypeOf<CommandResult<Client>>();
      if (result.state === "done") expectTypeOf(result.data).toEqualTypeOf<Client>();
      else expectTypeOf(result).toEqualTypeOf<{ state: "saved-offline"; operationId: string }>();
      expectTypeOf(await keel.executeAction("a", { kind: "query", serverCall: async () => 1 })).toEqualTypeOf<number>();
      expectTypeOf(await keel.executeAction("b", { kind: "command", input: 1, serverCall: async (input: number) => String(input) })).toEqualTypeOf<CommandResult<string>>();
      keel.observe<Client[]>("GET /api/clients", undefined, view => expectTypeOf(view).toEqualTypeOf<QueryView<Client[]>>());
      expectTypeOf(await keel.outbox.list()).toEqualTypeOf<Operation[]>();
      expectTypeOf(keel.status.get()).toEqualTypeOf<Status>();
    });
  });

  it("refuse what cannot work", () => {
    never(keel => {
      // @ts-expect-error an action is METHOD /path
      void keel.query("api/clients");
      // @ts-expect-error parameters are plain values
      void keel.query("GET /api/clients", { page: {} });
      // @ts-expect-error the input is not what the command takes
      void keel.command<Client, { name: string }>("POST /api/clients", { title: "A" });
      // @ts-expect-error there is no such strategy
      void (() => createClient({ deployment: { strategies: { "POST /api/clients": "hope" } } }));
      // @ts-expect-error there is no such transport
      void (() => createClient({ transport: "carrier pigeon" }));
      // @ts-expect-error a draft has no such state
      void (() => keel.draft("form").status.get().state === "lost");
      // @ts-expect-error a draft is named by its handle or its reference
      void keel.command("POST /api/clients", {}, { draft: 7 });
      // @ts-expect-error the data is there only when it is done
      void keel.command("POST /api/clients").then(result => result.data);
    });
  });

  it("of an error name what a form needs", () => {
    expectTypeOf<KeelError["errors"]>().toEqualTypeOf<Record<string, string[]> | undefined>();
    expectTypeOf<KeelError>().toExtend<Error>();
  });
});
