using Evenkeel.Protocol.Problems;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Testing.History;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>
/// A client with lanes of its own: it enqueues a burst, then sends it, alone or as a flush, until every operation has a final answer. The same id goes by
/// both ways. A refused operation is discarded by a void before its lane goes on, and its late copy must then be refused; of one that is done, a late copy must be
/// answered like the first.
/// </summary>
internal sealed class LaneWorker(int number, IReadOnlyList<OperationClient> clients, ClientLog log, LoadState load, int seed)
{
    private const int Lanes = 3;
    private const int LargestBurst = 30;

    private readonly Random _random = new(seed);
    private readonly long[] _seq = new long[Lanes];
    private readonly List<TestOperation> _pending = [];
    private readonly List<TestOperation> _refused = [];

    private OperationClient Client => clients[load.Server];

    public async Task RunAsync()
    {
        while (!load.Abandoned && (!load.Ending || _pending.Count > 0 || _refused.Count > 0))
        {
            await load.Up;
            if (_pending.Count == 0 && _refused.Count == 0)
            {
                Enqueue(_random.Next(1, LargestBurst + 1));
            }
            else if (_refused.Count > 0)
            {
                await VoidAsync();
            }
            else if (_pending.Count == 1 || _random.Next(3) == 0)
            {
                await SendFirstAsync();
            }
            else
            {
                await FlushAsync();
            }
        }
    }

    private void Enqueue(int count)
    {
        load.WillEnqueue(count);
        for (; count > 0; count--)
        {
            var lane = _random.Next(Lanes);
            _pending.Add(new TestOperation
            {
                Lane = $"w{number}-{lane}",
                Seq = ++_seq[lane],
                Path = _random.Next(3) == 0 ? "/api/effects/several" : "/api/effects",
                IsPoison = _random.Next(40) == 0,
                IsFlaky = _random.Next(20) == 0,
            });
        }

        log.Write([.. _pending.Select(each => new LogEntry { Event = LogEvent.Enqueued, Operation = each.Id.ToString(), Lane = each.Lane, Note = each.Path })]);
    }

    private async Task SendFirstAsync()
    {
        // The first of a lane that is chosen by chance: an operation never overtakes an earlier one of its lane.
        var chosen = _pending[_random.Next(_pending.Count)].Lane;
        var operation = _pending.First(each => each.Lane == chosen);
        load.Sending(isFlush: false);
        var answer = await Client.SendAsync(operation);
        load.Sent(answer is not null);
        await TakeAsync([(operation, answer)]);
        if (answer is { IsDone: true } && _random.Next(4) == 0)
        {
            await SendAgainAsync(operation);
        }
    }

    private async Task FlushAsync()
    {
        load.Sending(isFlush: true);
        var answers = await Client.FlushAsync([.. _pending.Select(each => each.Line)]);
        load.Sent(answers.IsWhole);
        await TakeAsync([.. _pending.Select(each => (each, answers.ById.GetValueOrDefault(each.Id.ToString())))]);
    }

    private async Task VoidAsync()
    {
        load.Sending(isFlush: true);
        var answers = await Client.FlushAsync([.. _refused.Select(each => each.VoidLine)]);
        load.Sent(answers.IsWhole);
        foreach (var operation in _refused.ToArray())
        {
            switch (answers.ById.GetValueOrDefault($"void:{operation.Id}"))
            {
                case null or { IsRetry: true }:
                    break;
                case { Status: 200 }:
                    log.Discarded(operation.Id.ToString());
                    _refused.Remove(operation);
                    await SendLateCopyAsync(operation);
                    break;
                case var other:
                    load.Surprises.Enqueue($"void {operation}: {other}");
                    _refused.Remove(operation);
                    break;
            }
        }
    }

    private async Task SendLateCopyAsync(TestOperation operation)
    {
        if (await Client.SendAsync(operation) is { IsRetry: false } late && !late.Is(ProblemCodes.OperationVoid))
        {
            load.Surprises.Enqueue($"late copy of {operation}: {late}");
        }
    }

    private async Task SendAgainAsync(TestOperation operation)
    {
        if (await Client.SendAsync(operation) is { IsRetry: false } again)
        {
            load.Saw(operation, again);
        }
    }

    /// <summary>Takes answers in their order. What it took before a stop is noted; the rest is forgotten, as by a client that died.</summary>
    private async Task TakeAsync(IReadOnlyList<(TestOperation Operation, Answer? Answer)> answers)
    {
        List<LogEntry> done = [];
        foreach (var (operation, answer) in answers)
        {
            if (Take(operation, answer) is not { } entry)
            {
                continue;
            }

            if (entry.Event == LogEvent.Done && await load.Stop.PassAsync())
            {
                break;
            }

            done.Add(entry);
        }

        if (done.Count > 0)
        {
            Delete(done);
        }
    }

    private void Delete(List<LogEntry> done)
    {
        log.Write(done);
        var deleted = done.Select(entry => entry.Operation).ToHashSet();
        _refused.AddRange(_pending.Where(each => each.IsPoison && deleted.Contains(each.Id.ToString())));
        _pending.RemoveAll(each => deleted.Contains(each.Id.ToString()));
    }

    /// <returns>What to note before the operation is deleted, or null: it is to be sent again.</returns>
    private LogEntry? Take(TestOperation operation, Answer? answer)
    {
        switch (answer)
        {
            case null or { IsRetry: true }:
                return null;
            case { Status: 424 }:
                load.WasHeld();
                return null;
            case { IsDone: true }:
                load.Saw(operation, answer);
                return new LogEntry { Event = LogEvent.Done, Operation = operation.Id.ToString(), Answer = answer.Text };
            case { Status: 400 } when operation.IsPoison:
                break;
            default:
                load.Surprises.Enqueue($"{operation}: {answer}");
                break;
        }

        return new LogEntry { Event = LogEvent.Rejected, Operation = operation.Id.ToString() };
    }
}
