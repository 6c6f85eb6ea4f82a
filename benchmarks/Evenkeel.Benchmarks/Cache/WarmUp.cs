using System.Net.Http.Json;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>Calls a server until it compiles its methods no more: what is measured before is the compiler, and it favours whichever path is called more often.</summary>
internal static class WarmUp
{
    private const int MethodsAtRest = 25;

    /// <param name="http">For what was compiled so far.</param>
    /// <param name="address">The server's.</param>
    /// <param name="most">How many times at most.</param>
    /// <param name="turn">The calls of a second or two.</param>
    public static async Task RunAsync(HttpClient http, Uri address, int most, Func<Task> turn)
    {
        var (compiled, atRest) = (0L, 0);
        for (var turns = 0; turns < most && atRest < 2; turns++)
        {
            await turn();
            var before = compiled;
            compiled = await http.GetFromJsonAsync<long>(new Uri(address, "compiled"));
            atRest = compiled - before < MethodsAtRest ? atRest + 1 : 0;
        }
    }
}
