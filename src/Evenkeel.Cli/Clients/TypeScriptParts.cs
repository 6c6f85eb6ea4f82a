namespace Evenkeel.Cli.Clients;

/// <summary>What is the same in every generated file: the runtime and its hooks, as the generated types have them.</summary>
internal static class TypeScriptParts
{
    public const string Client = """

        type Params<A extends keyof Actions> = Actions[A]["params"];
        export type Input<A extends keyof Actions> = Actions[A]["input"];
        export type Output<A extends keyof Actions> = Actions[A]["output"];
        export type QueryName = Extract<keyof Actions, `GET ${string}`>;
        export type CommandName = Exclude<keyof Actions, QueryName>;
        export type Options<A extends keyof Actions> = Omit<CommandOptions, "params"> & (Record<never, never> extends Params<A> ? { params?: Params<A> } : { params: Params<A> });
        type Needed<P, T> = Record<never, never> extends P ? [given?: T] : [given: T];

        /** The runtime, for the actions of this server only. */
        export interface TypedClient extends Omit<KeelClient, "command" | "observe" | "peek" | "query"> {
          query<A extends QueryName>(action: A, ...params: Needed<Params<A>, Params<A>>): Promise<Output<A>>;
          command<A extends CommandName>(action: A, input: Input<A>, ...options: Needed<Params<A>, Options<A>>): Promise<CommandResult<Output<A>>>;
          peek<A extends QueryName>(action: A, ...params: Needed<Params<A>, Params<A>>): QueryView<Output<A>> | undefined;
          observe<A extends QueryName>(action: A, params: Params<A>, listener: (view: QueryView<Output<A>>) => void): Observation<Output<A>>;
        }

        export const typed = (keel: KeelClient): TypedClient => keel as unknown as TypedClient;

        """;

    public const string Hooks = """

        export const useQuery = anyQuery as <A extends QueryName>(action: A, ...params: Needed<Params<A>, Params<A>>) => QueryState<Output<A>>;
        export const useCommand = anyCommand as <A extends CommandName>(action: A, options?: Partial<Options<A>>) => CommandState<Output<A>, Input<A>>;

        """;

    public static string Head(bool react) => $"""
        // Written by `evenkeel generate client` from the server's contracts. Do not change it by hand.
        import type {"{"} CommandOptions, CommandResult, KeelClient, Observation, QueryView {"}"} from "@evenkeel/client";
        {(react ? "import { type CommandState, type QueryState, useCommand as anyCommand, useQuery as anyQuery } from \"@evenkeel/react\";\n" : "")}
        """;
}
