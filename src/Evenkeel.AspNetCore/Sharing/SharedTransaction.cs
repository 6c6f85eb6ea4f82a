using System.Data.Common;
using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>
/// One transaction for several operations, one after the other, a savepoint each. It lives on a context of its own, so that no operation's end
/// takes the connection with it. One operation uses it at a time: whoever holds the turn.
/// </summary>
internal sealed class SharedTransaction : IAsyncDisposable
{
    /// <summary>More than 64 subtransactions of one transaction make every other backend of PostgreSQL look up their parents on disk.</summary>
    public const int MaxMembers = 60;

    /// <summary>After this it takes no more members: the first ones wait for their answers.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(100);

    private readonly OperationMetrics _metrics;
    private readonly SideContext _side;
    private readonly IRelationalConnection _connection;
    private readonly IDbContextTransaction _transaction;
    private readonly TimeProvider _clock;
    private readonly long _begunAt;
    private readonly MemberStatements _statements;
    private readonly TaskCompletionSource<bool> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<CommittedTags> _toTell = [];
    private bool _broken;
    private bool _full;
    private bool _inMember;

    private SharedTransaction(SideContext side, IRelationalConnection connection, IDbContextTransaction transaction, OperationMetrics metrics, bool deferrable, TimeProvider clock, long askedAt)
    {
        (_side, _connection, _transaction, _metrics, _clock, _begunAt) = (side, connection, transaction, metrics, clock, clock.GetTimestamp());
        Ledger = new LedgerStatements(LedgerTable.Of(side.Context), Connection, Transaction);
        _statements = new MemberStatements(Connection, Transaction, deferrable);
        Overhead = clock.GetElapsedTime(askedAt, _begunAt);
    }

    public DbConnection Connection => _connection.DbConnection;

    public DbTransaction Transaction => _transaction.GetDbTransaction();

    /// <summary>The ledger as this transaction sees it, with the rows of members that are not committed yet.</summary>
    public LedgerStatements Ledger { get; }

    public int Members { get; private set; }

    public bool TakesMore => !_broken && !_full && !_outcome.Task.IsCompleted && Members < MaxMembers && Age < MaxAge;

    /// <summary>For how long it has been open.</summary>
    public TimeSpan Age => _clock.GetElapsedTime(_begunAt);

    /// <summary>What one costs, however many share it: its beginning, and its commit once it is committed.</summary>
    public TimeSpan Overhead { get; private set; }

    /// <summary>True once everything is committed. False: nothing is, and each member is to run again by itself.</summary>
    public Task<bool> Outcome => _outcome.Task;

    /// <returns>Null: the request's database cannot be opened a second time.</returns>
    /// <exception cref="DbException">The database did not let it begin.</exception>
    public static async Task<SharedTransaction?> TryBeginAsync(ApplicationStore store, IServiceScopeFactory scopes, OperationMetrics metrics, TimeProvider clock, DbContext request, CancellationToken cancel)
    {
        var askedAt = clock.GetTimestamp();
        if (await SideContext.TryOpenAsync(store, scopes, request, cancel) is not { } side)
        {
            return null;
        }

        try
        {
            var connection = side.Context.GetService<IRelationalConnection>();
            var deferrable = DatabaseEngines.Of(side.Context) == DatabaseEngine.PostgreSql && await MemberStatements.HasDeferrableAsync(connection.DbConnection, cancel);
            return new SharedTransaction(side, connection, await connection.BeginTransactionAsync(cancel), metrics, deferrable, clock, askedAt);
        }
        catch
        {
            await side.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the transaction is in this context's database.</summary>
    public bool IsIn(DbContext request) => SideContext.IsSame(_side.Context, request);

    /// <summary>Begins a member's part.</summary>
    public async Task AdmitAsync(CancellationToken cancel)
    {
        await _statements.BeginAsync(cancel);
        Members++;
        _inMember = true;
    }

    /// <summary>Makes the member's part the transaction's, with its ledger row, after a check of what it left to be checked at the commit.</summary>
    /// <returns>False: the key is taken.</returns>
    /// <exception cref="DbException">A constraint of the member's own, or the transaction is gone; <see cref="UndoAsync"/> tells which.</exception>
    public async Task<bool> KeepAsync(LedgerRecord row)
    {
        await _statements.CheckAsync();
        if (CommittedTags.Current is { } member)
        {
            _toTell.Add(member);
        }

        if (Connection.CanCreateBatch)
        {
            return await KeepInOneAsync(row);
        }

        // Released first: where the application has ended the transaction this fails, before a row of ours becomes durable by itself.
        await EndMemberAsync(_statements.KeepAsync);
        await EndMemberAsync(() => Ledger.TryInsertAsync(row, CancellationToken.None));
        return true;
    }

    /// <summary>Takes the member's part back, and leaves the others'.</summary>
    public async Task UndoAsync()
    {
        if (!_inMember)
        {
            return;
        }

        try
        {
            await EndMemberAsync(_statements.UndoAsync);
        }
        catch (Exception error) when (error is DbException or InvalidOperationException)
        {
            // The savepoint is gone, and the transaction with it: no answer of any member stands.
        }
    }

    /// <summary>The member under way is the last.</summary>
    public void TakeNoMore() => _full = true;

    /// <summary>Somebody may still use the connection, or has ended the transaction: it must not be used again.</summary>
    public void Break() => _broken = true;

    /// <summary>Commits, or gives up what cannot be committed, and says so to every member.</summary>
    public async Task<bool> EndAsync()
    {
        var committed = false;
        using var activity = KeelActivities.Source.StartActivity("evenkeel.commit");
        activity?.SetTag("evenkeel.commit.size", Members);
        try
        {
            if (!_broken && !_inMember)
            {
                // Whoever ends it must not take the changes of all for its own, or be the only one to hear of them.
                var changes = new CommittedTags();
                CommittedTags.Current = changes;
                var readyAt = _clock.GetTimestamp();
                await _transaction.CommitAsync(CancellationToken.None);
                Overhead += _clock.GetElapsedTime(readyAt);
                _toTell.ForEach(member => member.Note(changes.Names));
                committed = true;
            }
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException)
        {
            // Whatever it was, and even if the commit took place: each member runs again by itself, and the ledger tells.
        }
        finally
        {
            await CloseAsync();
            _outcome.TrySetResult(committed);
        }

        activity?.SetTag(TelemetryNames.Outcome, committed ? "committed" : "failed");
        _metrics.Committed(Members, committed);
        return committed;
    }

    /// <summary>Gives up what is not committed.</summary>
    public async ValueTask DisposeAsync()
    {
        Break();
        await EndAsync();
    }

    private async ValueTask CloseAsync()
    {
        Ledger.Dispose();
        _statements.Dispose();
        try
        {
            await _transaction.DisposeAsync();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException)
        {
            // A transaction that is gone cannot be rolled back, and need not be.
        }
        finally
        {
            await _side.DisposeAsync();
        }
    }

    // Both in one round trip, and both or none even where the application has ended the transaction.
    private async Task<bool> KeepInOneAsync(LedgerRecord row)
    {
        await using var batch = Connection.CreateBatch();
        batch.Transaction = Transaction;
        Ledger.AddInsert(batch, row);
        batch.BatchCommands.Add(MemberStatements.Keep(batch));
        try
        {
            await batch.ExecuteNonQueryAsync();
            _inMember = false;
            return true;
        }
        catch (DbException error) when (error.SqlState == LedgerStatements.KeyTaken)
        {
            return false;
        }
    }

    private async Task EndMemberAsync(Func<Task> end)
    {
        try
        {
            await end();
            _inMember = false;
        }
        catch
        {
            _broken = true;
            throw;
        }
    }
}
