using Evenkeel.Protocol.Problems;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Testing.History;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>
/// A client with lanes of its own: it enqueues a burst, then sends it, alone or as a flush, until every operation has a final answer. The same id goes by
/// both ways. A refused operation is discarded by a void before its lane goes on, and its late copy must then be refused.
/// </summary>
internal sealed class LaneWorker(int number, OperationClient client, ClientLog log, LoadState load, int seed)
{
    private const int Lanes = 3;

    private readonly Random _random = new(seed);
    private readonly long[] _seq = new long[Lanes];
    private readonly List<TestOperation> _pending = [];
    private readonly List<TestOperation> _refused = [];

    public async Task RunAsync()
    {
        while (!load.Ending || _pending.Count > 0 || _refused.Count > 0)
        {
            await load.Up;
            if (_pending.Count == 0 && _refused.Count == 0)
            {
                Enqueue(_random.Next(1, 13));
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
        for (; count > 0; count--)
        {
            var lane = _random.Next(Lanes);
            var operation = new TestOperation
            {
                Lane = $"w{number}-{lane}",
                Seq = ++_seq[lane],
                Path = _random.Next(3) == 0 ? "/api/effects/several" : "/api/effects",
                IsPoison = _random.Next(20) == 0,
                IsFlaky = _random.Next(10) == 0,
            };
            log.Enqueued(operation.Id.ToString(), operation.Lane, note: operation.Path);
            _pending.Add(operation);
        }
    }

    private async Task SendFirstAsync()
    {
        // The first of a lane that is chosen by chance: an operation never overtakes an earlier one of its lane.
        var chosen = _pending[_random.Next(_pending.Count)].Lane;
        var operation = _pending.First(each => each.Lane == chosen);
        load.Sending(isFlush: false);
        var answer = await client.SendAsync(operation);
        load.Sent(answer is not null);
        Take(operation, answer);
    }

    private async Task FlushAsync()
    {
        load.Sending(isFlush: true);
        var answers = await client.FlushAsync([.. _pending.Select(each => each.Line)]);
        load.Sent(answers.IsWhole);
        foreach (var operation in _pending.ToArray())
        {
            Take(operation, answers.ById.GetValueOrDefault(operation.Id.ToString()));
        }
    }

    private async Task VoidAsync()
    {
        load.Sending(isFlush: true);
        var answers = await client.FlushAsync([.. _refused.Select(each => each.VoidLine)]);
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
        if (await client.SendAsync(operation) is { IsRetry: false } late && !late.Is(ProblemCodes.OperationVoid))
        {
            load.Surprises.Enqueue($"late copy of {operation}: {late}");
        }
    }

    private void Take(TestOperation operation, Answer? answer)
    {
        switch (answer)
        {
            case null or { IsRetry: true }:
                return;
            case { Status: 424 }:
                load.WasHeld();
                return;
            case { IsDone: true }:
                log.Done(operation.Id.ToString(), $"{answer.Status} {answer.Body}");
                load.Replayed(answer.Replayed);
                break;
            case { Status: 400 } when operation.IsPoison:
                log.Rejected(operation.Id.ToString());
                _refused.Add(operation);
                break;
            default:
                load.Surprises.Enqueue($"{operation}: {answer}");
                break;
        }

        _pending.Remove(operation);
    }
}
