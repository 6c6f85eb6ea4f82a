using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.AspNetCore.Tests.Coherence.Commands;

/// <summary>Stops the commands of contexts before they are sent, and the commits before they are made, and lets one after the other go on in an order that a seed decides.</summary>
internal sealed class CommandPauses : DbCommandInterceptor, IDbTransactionInterceptor
{
    private readonly Lock _lock = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private TaskCompletionSource _arrived = New();
    private Random? _random;

    /// <summary>How many commands were stopped.</summary>
    public int Stopped { get; private set; }

    /// <summary>Completes when one is stopped.</summary>
    public Task Arrived
    {
        get
        {
            lock (_lock)
            {
                if (_waiting.Count == 0 && _arrived.Task.IsCompleted)
                {
                    _arrived = New();
                }

                return _arrived.Task;
            }
        }
    }

    public void Begin(int seed)
    {
        lock (_lock)
        {
            _random = new Random(seed);
        }
    }

    /// <summary>Stops nothing from here on.</summary>
    public void End()
    {
        lock (_lock)
        {
            _random = null;
            _waiting.ForEach(each => each.SetResult());
            _waiting.Clear();
        }
    }

    public int Next(int below)
    {
        lock (_lock)
        {
            return _random!.Next(below);
        }
    }

    public bool ReleaseOne()
    {
        TaskCompletionSource pause;
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                return false;
            }

            var index = _random!.Next(_waiting.Count);
            pause = _waiting[index];
            _waiting.RemoveAt(index);
        }

        pause.SetResult();
        return true;
    }

    public Task WaitAsync()
    {
        lock (_lock)
        {
            if (_random is null || _random.Next(4) == 0)
            {
                return Task.CompletedTask;
            }

            Stopped++;
            var pause = New();
            _waiting.Add(pause);
            _arrived.TrySetResult();
            return pause.Task;
        }
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await WaitAsync();
        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        await WaitAsync();
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await WaitAsync();
        return result;
    }

    public async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        await WaitAsync();
        return result;
    }

    public async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) => await WaitAsync();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
