using System.Net.Http.Json;
using System.Net.Sockets;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.Testing.Faults;
using Evenkeel.Testing.History;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;

namespace Evenkeel.Stores.Tests.Documentation;

/// <summary>The worked example of docs/testing.md, with this repository's own server in the place of a shop.</summary>
public sealed class CrashTestExample
{
    private const int Orders = 120;

    [Fact]
    public async Task Orders_survive_crashes_of_the_server_and_lost_answers()
    {
        await using var database = new SqliteDatabase();
        await using var server = await ServerProcess.StartAsync(TestServers.On(database));
        await using var proxy = FaultProxy.Before(server.BaseAddress, seed: 7);
        proxy.Rates = new FaultRates { CutAnswer = 0.1 };
        var folder = Directory.CreateTempSubdirectory();
        using var log = new ClientLog(Path.Combine(folder.FullName, "client.log"));

        var saving = SaveOrdersAsync(proxy.BaseAddress, log);
        foreach (var share in (int[])[1, 2, 3])
        {
            await Poll.UntilAsync(async () => await database.CountAsync("effects") >= share * Orders / 4, TimeSpan.FromSeconds(60), () => "Nothing moves.");
            await server.RestartAsync();
        }

        await saving;
        var rows = await database.RowsAsync("SELECT operation, lane, id FROM effects");
        var effects = rows.Select(row => new Effect { Operation = (string)row[0]!, Lane = (string)row[1]!, Order = (long)row[2]! });
        ExactlyOnce.Check(ClientLog.Read(log.Path), effects).ThrowIfBroken();
        Assert.True(proxy.Counts[Fault.CutAnswer] > 0, "No answer was cut, so nothing was shown.");
        folder.Delete(recursive: true);
    }

    private static async Task SaveOrdersAsync(Uri shop, ClientLog log)
    {
        using var http = new HttpClient { BaseAddress = shop };
        http.DefaultRequestHeaders.Add("X-User", "anna");
        for (var number = 1; number <= Orders; number++)
        {
            var id = OperationId.Create(TimeProvider.System.GetUtcNow()).ToString();
            log.Enqueued(id, lane: "orders");
            log.Done(id, await SendUntilAnsweredAsync(http, id, number));
        }
    }

    private static async Task<string> SendUntilAnsweredAsync(HttpClient http, string id, int number)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/effects");
                request.Headers.Add(KeelHeaders.OperationId, id);
                request.Content = JsonContent.Create(new { operation = id, lane = "orders", seq = number });
                using var answer = await http.SendAsync(request);
                if ((int)answer.StatusCode < 500)
                {
                    return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
                }
            }
            catch (Exception lost) when (lost is HttpRequestException or SocketException)
            {
                // Did it take effect? Nobody knows, so the same id goes out again.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }
}
