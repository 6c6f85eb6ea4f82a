using System.Text.RegularExpressions;

namespace Evenkeel.Adoption.Tests.Exchanges;

/// <summary>Sends the steps of a script one after the other.</summary>
/// <param name="send">How a call is sent, and which of its answers counts.</param>
internal sealed partial class ScriptRun(Func<Step, Call, Task<Answer>> send)
{
    private readonly Dictionary<string, string> _secrets = [];

    /// <param name="server">The application, on a new database.</param>
    public ScriptRun(Uri server)
        : this((_, call) => Wire.SendAsync(server, call))
    {
    }

    public async Task<List<Exchange>> RunAsync(IEnumerable<Step> script)
    {
        List<Exchange> exchanges = [];
        foreach (var step in script)
        {
            exchanges.Add(await SendAsync(step));
        }

        return exchanges;
    }

    public async Task<Exchange> SendAsync(Step step)
    {
        var answer = await send(step, Filled(step.Call));
        foreach (var secret in step.Secrets)
        {
            _secrets[$"{{{secret.Name}}}"] = secret.In(answer);
        }

        return new Exchange(step, Named(answer));
    }

    /// <summary>The call with what its names stand for.</summary>
    public Call Filled(Call call) => call with
    {
        Headers = [.. call.Headers.Select(header => (header.Name, Fill(header.Value)))],
        Body = call.Body is null ? null : Fill(call.Body),
    };

    private Answer Named(Answer answer) => answer with
    {
        Headers = [.. answer.Headers.Where(header => header.Name is not ("Date" or "Server")).Select(header => (header.Name, Name(header.Value)))],
        Body = TraceId().Replace(Name(answer.Body), "{trace-id}"),
    };

    private string Fill(string text) => _secrets.Aggregate(text, (filled, secret) => filled.Replace(secret.Key, secret.Value, StringComparison.Ordinal));

    private string Name(string text) => _secrets.Aggregate(text, (named, secret) => named.Replace(secret.Value, secret.Key, StringComparison.Ordinal));

    [GeneratedRegex("""(?<="traceId":")[^"]+(?=")|(?<=<traceId>)[^<]+(?=</traceId>)""")]
    private static partial Regex TraceId();
}
