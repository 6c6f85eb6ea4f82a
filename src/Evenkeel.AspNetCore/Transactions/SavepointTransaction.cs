using System.Data.Common;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>What the application's Begin gives inside an operation: a savepoint that looks like a transaction.</summary>
internal sealed class SavepointTransaction : IDbContextTransaction, IInfrastructure<DbTransaction>
{
    private readonly IDbContextTransaction _outer;
    private readonly string _name;
    private readonly Action<SavepointTransaction> _ended;
    private readonly Action _undone;
    private bool _done;

    public SavepointTransaction(IDbContextTransaction outer, string name, Action<SavepointTransaction> ended, Action undone)
    {
        (_outer, _name, _ended, _undone) = (outer, name, ended, undone);
        outer.CreateSavepoint(name);
    }

    public Guid TransactionId => _outer.TransactionId;

    public bool SupportsSavepoints => true;

    DbTransaction IInfrastructure<DbTransaction>.Instance => _outer.GetDbTransaction();

    public void Commit()
    {
        End();
        _outer.ReleaseSavepoint(_name);
    }

    public Task CommitAsync(CancellationToken cancellationToken = default)
    {
        End();
        return _outer.ReleaseSavepointAsync(_name, cancellationToken);
    }

    public void Rollback()
    {
        End();
        _undone();
        _outer.RollbackToSavepoint(_name);
    }

    public Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        End();
        _undone();
        return _outer.RollbackToSavepointAsync(_name, cancellationToken);
    }

    public void CreateSavepoint(string name) => _outer.CreateSavepoint(name);

    public Task CreateSavepointAsync(string name, CancellationToken cancellationToken = default) => _outer.CreateSavepointAsync(name, cancellationToken);

    public void RollbackToSavepoint(string name) => _outer.RollbackToSavepoint(name);

    public Task RollbackToSavepointAsync(string name, CancellationToken cancellationToken = default) => _outer.RollbackToSavepointAsync(name, cancellationToken);

    public void ReleaseSavepoint(string name) => _outer.ReleaseSavepoint(name);

    public Task ReleaseSavepointAsync(string name, CancellationToken cancellationToken = default) => _outer.ReleaseSavepointAsync(name, cancellationToken);

    public void Dispose()
    {
        if (_done)
        {
            return;
        }

        try
        {
            Rollback();
        }
        catch (Exception lost) when (IsLost(lost))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_done)
        {
            return;
        }

        try
        {
            await RollbackAsync();
        }
        catch (Exception lost) when (IsLost(lost))
        {
        }
    }

    // The whole transaction is gone with its connection and can no longer commit; what ended it is the exception that the caller is to see.
    private static bool IsLost(Exception error) => error is DbException or InvalidOperationException;

    private void End()
    {
        ObjectDisposedException.ThrowIf(_done, this);
        _done = true;
        _ended(this);
    }
}
