using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>
/// Connections to a SQLite database that stay open for a moment, to read over: opening one registers Entity Framework Core's functions anew, which costs several times what a row by its key does. Thread-safe.
/// </summary>
internal sealed class KeptConnections(ApplicationStore store, IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    /// <summary>A database file may be replaced under a connection that stays open; for no longer than this it would be read.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<KeptConnection> _idle = new();
    private readonly Lock _changes = new();

    // Also those that are lent: the provider's pool would take one back as soon as it is collected, with the statement that nobody read to its end still to be finalized.
    // Looked through for every statement, and changed with every connection that is opened or closed: made anew then.
    private volatile KeptConnection[] _all = [];
    private ITimer? _timer;
    private int _generation;
    private volatile bool _isOver;
    private volatile bool _lendsNoMore;

    /// <summary>Whether the application's own statements may be read over them.</summary>
    public bool MayLend => !_isOver && !_lendsNoMore;

    public bool Covers(DbContext? context) => store.Covers(context);

    /// <summary>
    /// The one over which a context still reads something else. Its next statement is read there too, as it would be over a connection of its own: at another one it would see a later moment, and wait for a writer who waits for
    /// the first statement's end.
    /// </summary>
    public KeptConnection? LentTo(DbContext context)
    {
        foreach (var lent in _all)
        {
            if (lent.IsLentTo(context))
            {
                return lent;
            }
        }

        return null;
    }

    /// <summary>One that is open and idle.</summary>
    public KeptConnection? TryTake(IRelationalConnection request)
    {
        while (_idle.TryDequeue(out var idle))
        {
            if (IsFresh(idle) && idle.Connection.ConnectionString == request.ConnectionString)
            {
                return idle;
            }

            idle.Dispose();
        }

        return null;
    }

    /// <returns>Null: the request's database cannot be opened from elsewhere.</returns>
    /// <exception cref="System.Data.Common.DbException">The database cannot be opened.</exception>
    public async ValueTask<KeptConnection?> RentAsync(DbContext context, IRelationalConnection request, CancellationToken cancel)
    {
        if (TryTake(request) is { } idle)
        {
            return idle;
        }

        if (_isOver || !DatabaseFile.CanBeOpenedTwice(context))
        {
            return null;
        }

        var (openedAt, generation) = (clock.GetTimestamp(), Volatile.Read(ref _generation));
        if (await SideContext.TryOpenAsync(store, scopes, context, cancel) is not { } side)
        {
            // To find that out costs more than is ever saved.
            GiveUp();
            return null;
        }

        // An interceptor may do something to a connection for the one who opens it. And without a write-ahead log a reader's connection locks out the writes of all others, those of its own request too.
        if (side.Context.GetService<IInterceptors>().Aggregate<IDbConnectionInterceptor>() is not null || !await HasWriteAheadLogAsync(side, cancel))
        {
            LendNoMore();
        }

        var opened = new KeptConnection(this, side, openedAt, generation);
        lock (_changes)
        {
            _all = [.. _all, opened];
        }

        StartTimer();
        return opened;
    }

    /// <summary>Takes back one on which nothing is under way.</summary>
    public void Return(KeptConnection connection)
    {
        if (_isOver || !IsFresh(connection))
        {
            connection.Dispose();
            return;
        }

        _idle.Enqueue(connection);
        if (_isOver)
        {
            // Disposed of in between: nobody else will close it.
            CloseOld();
        }
    }

    public void Drop(KeptConnection connection)
    {
        lock (_changes)
        {
            _all = [.. _all.Where(each => each != connection)];
        }
    }

    /// <summary>The tables are being made: maybe those of a new file in the place of the old one.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _generation);
        CloseOld();
    }

    /// <summary>The application's statements need a connection of their own context.</summary>
    public void LendNoMore() => _lendsNoMore = true;

    public void Dispose()
    {
        GiveUp();
        _timer?.Dispose();
    }

    private void GiveUp()
    {
        _isOver = true;
        CloseOld();
    }

    private void StartTimer()
    {
        if (_timer is null)
        {
            Interlocked.CompareExchange(ref _timer, clock.CreateTimer(static state => ((KeptConnections)state!).CloseOld(), this, Life, Life), null);
        }
    }

    private static async Task<bool> HasWriteAheadLogAsync(SideContext side, CancellationToken cancel)
    {
        await using var command = side.Context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        return await command.ExecuteScalarAsync(cancel) is "wal";
    }

    private bool IsFresh(KeptConnection connection) => connection.Generation == Volatile.Read(ref _generation) && clock.GetElapsedTime(connection.OpenedAt) < Life;

    private void CloseOld()
    {
        foreach (var lent in _all)
        {
            if (lent.TryTakeBack())
            {
                lent.Dispose();
            }
        }

        for (var left = _idle.Count; left > 0 && _idle.TryDequeue(out var connection); left--)
        {
            if (!_isOver && IsFresh(connection))
            {
                _idle.Enqueue(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }
}
