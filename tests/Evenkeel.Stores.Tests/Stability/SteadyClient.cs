using System.Collections.Concurrent;
using Evenkeel.Stores.Tests.Clients;

namespace Evenkeel.Stores.Tests.Stability;

/// <summary>A client that never rests: it writes in bursts to a lane of its own, alone or as a flush, and reads. What it is not answered it sends again.</summary>
internal sealed class SteadyClient(int number, Uri address, CancellationToken end) : IDisposable
{
    private const int LargestBurst = 20;

    private readonly OperationClient _http = new(address, $"user{number}");
    private readonly Random _random = new(number);
    private readonly List<TestOperation> _pending = [];
    private int _seq;

    /// <summary>Every exchange that did not go as it should.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    /// <summary>Operations that are done, in their order.</summary>
    public List<string> Done { get; } = [];

    public int Reads { get; private set; }

    /// <summary>Whether a request of it is under way.</summary>
    public bool IsWaiting { get; private set; }

    public async Task RunAsync()
    {
        while (!end.IsCancellationRequested || _pending.Count > 0)
        {
            if (_pending.Count == 0)
            {
                _pending.AddRange(Enumerable.Range(0, _random.Next(1, LargestBurst)).Select(_ => new TestOperation { Lane = $"lane{number}", Seq = ++_seq }));
            }

            IsWaiting = true;
            await (_random.Next(3) switch
            {
                0 => SendAsync(),
                1 => FlushAsync(),
                _ => ReadAsync(),
            });
            IsWaiting = false;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync()
    {
        if (await _http.SendAsync(_pending[0]) is { IsDone: true })
        {
            Took(_pending[0]);
        }
        else
        {
            Failures.Enqueue($"A command of client {number} was not answered.");
        }
    }

    private async Task FlushAsync()
    {
        var answers = await _http.FlushAsync([.. _pending.Select(each => each.Line)]);
        if (answers is not { Status: 200, IsWhole: true })
        {
            Failures.Enqueue($"A flush of client {number} was answered {answers.Status} and {(answers.IsWhole ? "whole" : "cut")}.");
        }

        foreach (var operation in _pending.ToArray())
        {
            switch (answers.ById.GetValueOrDefault(operation.Id.ToString()))
            {
                case { IsDone: true }:
                    Took(operation);
                    break;
                case { Status: not 424 } other:
                    Failures.Enqueue($"{operation.Id}: {other.Text}");
                    break;
            }
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            await _http.GetAsync("/api/effects");
            Reads++;
        }
        catch (HttpRequestException error)
        {
            Failures.Enqueue($"A query of client {number}: {error.Message}");
        }
    }

    private void Took(TestOperation operation)
    {
        Done.Add(operation.Id.ToString());
        _pending.Remove(operation);
    }
}
