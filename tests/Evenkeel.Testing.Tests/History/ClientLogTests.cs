using Evenkeel.Testing.History;

namespace Evenkeel.Testing.Tests.History;

public sealed class ClientLogTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("evenkeel-").FullName, "client.log");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void What_was_written_is_read_while_the_log_is_still_open()
    {
        using var log = new ClientLog(_file);
        log.Enqueued("one", "red", note: "{\"any\":\"text\\n\"}");
        log.Enqueued("two");
        log.Done("one", "201 \u2713");
        log.Rejected("two");
        log.Discarded("two");

        Assert.Equal(
            [
                new LogEntry { Event = LogEvent.Enqueued, Operation = "one", Lane = "red", Note = "{\"any\":\"text\\n\"}" },
                new LogEntry { Event = LogEvent.Enqueued, Operation = "two" },
                new LogEntry { Event = LogEvent.Done, Operation = "one", Answer = "201 \u2713" },
                new LogEntry { Event = LogEvent.Rejected, Operation = "two" },
                new LogEntry { Event = LogEvent.Discarded, Operation = "two" },
            ],
            ClientLog.Read(_file));
    }

    [Fact]
    public void A_client_that_was_killed_while_it_wrote_goes_on_behind_its_last_whole_line()
    {
        using (var log = new ClientLog(_file))
        {
            log.Enqueued("whole");
        }

        File.AppendAllText(_file, "{\"event\":\"Enqueued\",\"operation\":\"to");
        Assert.Equal(["whole"], ClientLog.Read(_file).Select(entry => entry.Operation));
        using (var log = new ClientLog(_file))
        {
            log.Enqueued("next");
        }

        Assert.Equal(["whole", "next"], ClientLog.Read(_file).Select(entry => entry.Operation));
    }

    [Fact]
    public void A_line_that_is_none_is_reported_with_its_place()
    {
        File.WriteAllText(_file, "{\"event\":\"Enqueued\",\"operation\":\"one\"}\n{\"event\":\"Guessed\",\"operation\":\"one\"}\n");
        var error = Assert.Throws<FormatException>(() => ClientLog.Read(_file));
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_several_writers_stay_whole()
    {
        using var log = new ClientLog(_file);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (var number = 0; number < 25; number++)
            {
                log.Write([.. Enumerable.Range(0, 3).Select(part => new LogEntry { Event = LogEvent.Enqueued, Operation = $"{writer}-{number}-{part}" })]);
            }
        })));

        var entries = ClientLog.Read(_file).Select(entry => entry.Operation).ToList();
        Assert.Equal(300, entries.Distinct().Count());
        Assert.All(entries.Chunk(3), batch => Assert.Single(batch.Select(each => each[..each.LastIndexOf('-')]).Distinct()));
    }
}
