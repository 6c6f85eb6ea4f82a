using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Proxies;

/// <summary>An outbox of a thousand operations, each answered with 16 KB, through an nginx that nobody has configured.</summary>
public sealed class NginxTests
{
    private const int Operations = 1_000;

    private static readonly string Wide = new('w', 1_500);

    [Fact]
    [Trait("Show", "1.10")]
    public async Task A_flush_with_large_answers_passes_a_default_nginx()
    {
        await using var database = new SqliteDatabase();
        await using var server = await ServerProcess.StartAsync(TestServers.On(database));
        await using var nginx = await NginxServer.StartAsync(server.Port);
        using var client = new OperationClient(nginx.BaseAddress);

        // A long query makes a line of 1.7 KB: all of them together are over nginx's 1 MiB.
        var waiting = Enumerable.Range(0, Operations).Select(number => new TestOperation { Path = $"/api/effects/big?{Wide}", Seq = number }).ToList();
        var (atOnce, refused, answered) = (waiting.Count, new List<int>(), 0);
        while (waiting.Count > 0)
        {
            var batch = waiting.Take(atOnce).ToList();
            var answers = await client.FlushAsync([.. batch.Select(each => each.Line)]);
            if (answers.Status == 413)
            {
                refused.Add(atOnce);
                atOnce /= 2;
                continue;
            }

            Assert.Equal(200, answers.Status);
            Assert.True(answers.IsWhole, nginx.Output);
            Assert.All(answers.ById.Values, answer => Assert.True(answer is { Status: 200, Body.Length: > 16 * 1024, Replayed: false }));
            answered += answers.ById.Count;
            waiting.RemoveRange(0, batch.Count);
        }

        // nginx refused the first, the server's own limit of 512 KiB the second; halving passes both.
        Assert.Equal([1_000, 500], refused);
        Assert.Equal(Operations, answered);
        Assert.Equal(Operations, await database.CountAsync("effects"));
        var order = await database.RowsAsync("SELECT seq FROM effects ORDER BY id");
        Assert.Equal(Enumerable.Range(0, Operations).Select(number => (object)(long)number), order.Select(row => row[0]!));
    }
}
