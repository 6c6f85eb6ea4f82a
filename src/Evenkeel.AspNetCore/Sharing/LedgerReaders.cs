using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>
/// Looks ids up in the ledger of a SQLite database over connections that stay open for a moment: opening one registers Entity Framework Core's functions anew, which costs several times
/// the look-up. Thread-safe.
/// </summary>
internal sealed class LedgerReaders(ApplicationStore store, IServiceScopeFactory scopes, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>A database file may be replaced under a connection that stays open; for no longer than this it would be read.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<Reader> _idle = new();
    private ITimer? _timer;
    private bool _disposed;

    public async Task<LedgerEntry?> FindAsync(DbContext request, LedgerKey key, CancellationToken cancel)
    {
        if (await RentAsync(request, cancel) is not { } reader)
        {
            return await LedgerTable.Of(request).FindAsync(request.GetService<IRelationalConnection>(), key, cancel);
        }

        try
        {
            var found = await reader.Ledger.FindAsync(key, cancel);
            await ReturnAsync(reader);
            return found;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        while (_idle.TryDequeue(out var reader))
        {
            await reader.DisposeAsync();
        }
    }

    private async ValueTask<Reader?> RentAsync(DbContext request, CancellationToken cancel)
    {
        while (_idle.TryDequeue(out var idle))
        {
            if (clock.GetElapsedTime(idle.OpenedAt) < Life && SideContext.IsSame(idle.Side.Context, request))
            {
                return idle;
            }

            await idle.DisposeAsync();
        }

        return DatabaseFile.CanBeOpenedTwice(request) && await SideContext.TryOpenAsync(store, scopes, request, cancel) is { } side
            ? new Reader(side, clock.GetTimestamp())
            : null;
    }

    private async ValueTask ReturnAsync(Reader reader)
    {
        if (_disposed || clock.GetElapsedTime(reader.OpenedAt) >= Life)
        {
            await reader.DisposeAsync();
            return;
        }

        _idle.Enqueue(reader);
        if (_timer is null)
        {
            Interlocked.CompareExchange(ref _timer, clock.CreateTimer(static state => ((LedgerReaders)state!).CloseOld(), this, Life, Life), null);
        }
    }

    private void CloseOld()
    {
        for (var left = _idle.Count; left > 0 && _idle.TryDequeue(out var reader); left--)
        {
            if (clock.GetElapsedTime(reader.OpenedAt) < Life)
            {
                _idle.Enqueue(reader);
            }
            else
            {
                // SQLite closes without waiting for anything.
                reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }
    }

    private sealed class Reader(SideContext side, long openedAt) : IAsyncDisposable
    {
        public SideContext Side => side;

        public long OpenedAt => openedAt;

        public LedgerStatements Ledger { get; } = new(LedgerTable.Of(side.Context), side.Context.Database.GetDbConnection(), transaction: null);

        public ValueTask DisposeAsync()
        {
            Ledger.Dispose();
            return side.DisposeAsync();
        }
    }
}
