using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Evenkeel.Cli.Tests;

public sealed class DiffTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_build_is_compatible_with_itself()
    {
        var same = await Tool.RunAsync("contract", "diff", _folder.Old, _folder.Old);
        Assert.Equal((0, "Nothing that an old client counts on breaks (0 other differences).\n", ""), (same.ExitCode, same.Output, same.Error));
    }

    [Fact]
    [Trait("Show", "3.12")]
    public async Task What_breaks_is_named_and_the_exit_code_says_so()
    {
        var diff = await Tool.RunAsync("contract", "diff", _folder.Old, _folder.New, "--json");
        Assert.Equal(1, diff.ExitCode);
        var report = JsonNode.Parse(diff.Output)!;
        Assert.False(report["compatible"]!.GetValue<bool>());
        Assert.Equal(
            [
                "GET /orders/{id}|output|lines|required|True",
                "POST /orders|input|body.reason|required|True",
                "POST /orders/{id}/close|action||action-removed|True",
                "POST /orders/{id}/finish|action||action-added|False",
            ],
            report["findings"]!.AsArray().Select(each => $"{each!["action"]}|{each["side"]}|{each["path"]}|{each["rule"]}|{each["breaking"]!.GetValue<bool>()}"));

        var text = await Tool.RunAsync("contract", "diff", _folder.Old, _folder.New);
        Assert.Equal(1, text.ExitCode);
        Assert.Contains("POST /orders\n  breaks  required          input body.reason: ", text.Output, StringComparison.Ordinal);
        Assert.EndsWith("3 of 4 differences break what an old client counts on.\n", text.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent.json", null, "absent.json")]
    [InlineData("page.html", "<html>", "no JSON")]
    [InlineData("other.json", "{}", "no file of contracts")]
    [InlineData("circle.json", """{"evenkeel":1,"contracts":[{"action":"POST /orders","input":{"$ref":"#"},"output":null}]}""", "leads to itself")]
    public async Task A_file_that_cannot_be_read_is_named_with_the_reason(string name, string? text, string says)
    {
        var file = text is null ? _folder.File(name) : _folder.Write(name, text);
        var diff = await Tool.RunAsync("contract", "diff", _folder.Old, file);
        Assert.Equal((2, ""), (diff.ExitCode, diff.Output));
        Assert.Contains(says, diff.Error, StringComparison.Ordinal);
        Assert.Single(diff.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("""{"type":7}""", "/type is no type of JSON")]
    [InlineData("""{"type":["object",7]}""", "/type is no type of JSON")]
    [InlineData("""{"required":"x"}""", "/required is no list of names")]
    [InlineData("""{"properties":[]}""", "/properties is no object")]
    [InlineData("""{"properties":{"body":7}}""", "/properties/body is neither an object")]
    [InlineData("""{"enum":7}""", "/enum is no list of values")]
    [InlineData("""{"anyOf":[]}""", "/anyOf is no list of schemas")]
    [InlineData("""{"$ref":7}""", "/$ref is no text")]
    [InlineData("""{"minimum":"x"}""", "/minimum is no number")]
    [InlineData("""{"properties":{"body":{"title":7}}}""", "/properties/body/title is no text")]
    public async Task What_is_no_schema_is_named_by_both_commands(string schema, string says)
    {
        var file = _folder.Write("garbage.json", $$"""{"evenkeel":1,"contracts":[{"action":"POST /orders","input":{{schema}},"output":null}]}""");
        foreach (var arguments in (string[][])[["contract", "diff", _folder.Old, file], ["generate", "client", file, "--typescript", _folder.File("a.ts")]])
        {
            var run = await Tool.RunAsync(arguments);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains($"The input of 'POST /orders'{says}", run.Error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_folder.File("a.ts")));
    }

    [Theory]
    [InlineData("contract", "diff")]
    [InlineData("contract", "diff", "a", "b", "c")]
    [InlineData("generate", "client", "a")]
    [InlineData("nothing")]
    public async Task A_question_that_cannot_be_read_is_told_from_the_answer_no(params string[] arguments)
    {
        var run = await Tool.RunAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("200 OK", 0, "")]
    [InlineData("404 Not Found", 2, "ContractOptions.ArePublic")]
    public async Task Contracts_are_read_from_a_server_too(string status, int exitCode, string says)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = AnswerOnceAsync(listener, status);
        var diff = await Tool.RunAsync("contract", "diff", _folder.Old, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        Assert.Equal(exitCode, diff.ExitCode);
        Assert.Contains(says, diff.Error, StringComparison.Ordinal);
        Assert.StartsWith("GET /_evenkeel/contracts ", await asked, StringComparison.Ordinal);
    }

    private async Task<string> AnswerOnceAsync(TcpListener listener, string status)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, leaveOpen: true);
        var line = await reader.ReadLineAsync();
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        var body = await File.ReadAllTextAsync(_folder.Old);
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));
        return line!;
    }
}
