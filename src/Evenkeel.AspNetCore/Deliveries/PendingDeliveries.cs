using System.Data.Common;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>
/// What one attempt of an operation has decided to deliver. Stored when the operation is kept, in its transaction; an attempt that is repeated begins with none. Thread-safe.
/// </summary>
internal sealed class PendingDeliveries
{
    private readonly Lock _lock = new();
    private List<DeliveryRow>? _rows;
    private DeliveryTable? _table;
    private DeliverySignal? _signal;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _rows?.Count ?? 0;
            }
        }
    }

    public void Add(DeliveryRow row, DeliveryTable table, DeliverySignal signal)
    {
        lock (_lock)
        {
            (_rows ??= []).Add(row);
            (_table, _signal) = (table, signal);
        }
    }

    /// <summary>Forgets those after the first <paramref name="count"/>: the nested transaction that decided on them was rolled back.</summary>
    public void CutTo(int count)
    {
        lock (_lock)
        {
            if (_rows?.Count > count)
            {
                _rows.RemoveRange(count, _rows.Count - count);
            }
        }
    }

    public async Task StoreAsync(DbConnection connection, DbTransaction transaction)
    {
        foreach (var row in _rows ?? [])
        {
            await using var command = _table!.InsertOn(connection, transaction, row);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>Wakes the worker when the transaction, which others may share, has committed.</summary>
    public void TellWhen(Task<bool> committed)
    {
        if (Count > 0)
        {
            _signal!.SetAfter(committed);
        }
    }
}
