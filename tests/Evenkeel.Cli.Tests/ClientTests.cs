using Evenkeel.TestBed;

namespace Evenkeel.Cli.Tests;

public sealed class ClientTests : IDisposable
{
    private const string Calls = """
        import { contracts, typed, type Order } from "./actions.js";
        declare const keel: Parameters<typeof typed>[0];
        const api = typed(keel);
        export async function all(): Promise<void> {
          const order: Order = await api.query("GET /orders/{id}", { id: "7", page: 2 });
          const stages: ("open" | "won")[] = (order.lines ?? []).map(line => line.instead?.stage ?? line.stage);
          const added = await api.command("POST /orders", { name: "A", count: 1 });
          if (added.state === "done") stages.push(...(added.data.lines ?? []).map(({ stage }) => stage));
          await api.command("POST /orders/{id}/close", undefined, { params: { id: order.id } });
          const id: string = contracts["POST /orders"];
          api.observe("GET /orders/{id}", { id }, ({ data }) => data?.note?.length);
        }

        """;

    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Right_calls_compile_and_wrong_names_and_fields_do_not()
    {
        Assert.Equal(0, (await GenerateAsync(_folder.Old)).ExitCode);
        var right = await CompileAsync(Calls);
        Assert.Equal("", right.Output);

        (string Right, string Wrong, string Says)[] slips =
        [
            ("\"GET /orders/{id}\", { id: \"7\"", "\"GET /order/{id}\", { id: \"7\"", "/order/{id}"),
            ("page: 2", "pages: 2", "pages"),
            ("{ id: \"7\", page: 2 }", "{ page: 2 }", "id"),
            ("name: \"A\"", "title: \"A\"", "title"),
            ("count: 1", "count: true", "boolean"),
            ("undefined, { params: { id: order.id } }", "undefined", "arguments"),
            ("order.lines", "order.rows", "rows"),
            ("contracts[\"POST /orders\"]", "contracts[\"POST /order\"]", "POST /order"),
        ];
        var wrong = await CompileAsync([.. slips.Select(each => Calls.Replace(each.Right, each.Wrong, StringComparison.Ordinal))]);
        for (var index = 0; index < slips.Length; index++)
        {
            Assert.Contains(wrong.Output.Split('\n'), line => line.StartsWith($"calls{index}.ts", StringComparison.Ordinal) && line.Contains(slips[index].Says, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_page_of_the_old_build_does_not_compile_against_the_new_one()
    {
        Assert.Equal(0, (await GenerateAsync(_folder.New)).ExitCode);
        var compiled = await CompileAsync(Calls);
        Assert.Contains("'reason' is missing", compiled.Output, StringComparison.Ordinal);
        Assert.Contains("/orders/{id}/close", compiled.Output, StringComparison.Ordinal);
        Assert.Contains("'lines' does not exist", compiled.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_tells_whether_the_file_is_what_the_server_says()
    {
        Assert.Equal(1, (await GenerateAsync(_folder.Old, "--check")).ExitCode);
        Assert.False(File.Exists(_folder.File("actions.ts")));
        Assert.Equal(0, (await GenerateAsync(_folder.Old)).ExitCode);
        Assert.Equal(0, (await GenerateAsync(_folder.Old, "--check")).ExitCode);
        var changed = await GenerateAsync(_folder.New, "--check");
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("evenkeel generate client", changed.Error, StringComparison.Ordinal);
    }

    // A type that holds itself, a reference that leads to itself, and types that double with each level.
    [Theory]
    [InlineData("""{"type":"array","items":{"$ref":"#/properties/body"}}""", 0)]
    [InlineData("""{"$ref":"#/properties/body"}""", 0)]
    [InlineData("""{"type":"object","title":"Node","properties":{"next":{"$ref":"#/properties/body"}}}""", 0)]
    [InlineData("doubling", 2)]
    public async Task Types_without_end_end(string body, int exitCode)
    {
        var levels = string.Join(',', Enumerable.Range(0, 30).Select(level =>
            $$"""
            "l{{level}}":{"type":"object","properties":{"a":{"$ref":"#/$defs/l{{level + 1}}" },"b":{"$ref":"#/$defs/l{{level + 1}}" } } }
            """));
        var schema = body == "doubling" ? """{"$ref":"#/$defs/l0"}""" : body;
        var file = _folder.Write("endless.json", $$"""
            {"evenkeel":1,"contracts":[{"action":"POST /a","input":{"type":"object","properties":{"body":{{schema}} },"$defs":{ {{levels}},"l30":{"type":"string"} } },"output":null}]}
            """);
        var run = await GenerateAsync(file);
        Assert.True(run.ExitCode == exitCode, run.Error);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var run = await Tool.RunAsync("generate", "client", _folder.Old, "--typescript", _folder.File("absent/actions.ts"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("absent", run.Error, StringComparison.Ordinal);
    }

    private Task<Tool> GenerateAsync(string source, params string[] more) => Tool.RunAsync(["generate", "client", source, "--typescript", _folder.File("actions.ts"), .. more]);

    private async Task<Tool> CompileAsync(params string[] sources)
    {
        for (var index = 0; index < sources.Length; index++)
        {
            _folder.Write($"calls{index}.ts", sources[index]);
        }

        var client = Path.Combine(Repository.Root, "web/client/dist/index.d.ts");
        Assert.True(File.Exists(client), $"{client} is missing: run eng/setup.sh unit");
        _folder.Write("tsconfig.json", $$"""
            {
              "compilerOptions": { "noEmit": true, "strict": true, "exactOptionalPropertyTypes": true, "target": "es2022", "module": "esnext", "moduleResolution": "bundler", "lib": ["es2022", "dom", "dom.iterable"], "types": [], "skipLibCheck": true, "paths": { "@evenkeel/client": ["{{client}}"] } },
              "files": [{{string.Join(',', sources.Select((_, index) => $"\"calls{index}.ts\""))}}]
            }
            """);
        return await Tool.StartAsync("node", [Path.Combine(Repository.Root, "node_modules/typescript/bin/tsc"), "--pretty", "false", "-p", _folder.Path], _folder.Path);
    }
}
