using System.Data;
using System.Data.Common;
using Evenkeel.AspNetCore.Databases;

namespace Evenkeel.AspNetCore.Deliveries;

/// <inheritdoc cref="IDeliveries"/>
internal sealed class ParkedDeliveries(DeliveryStore store, DeliverySignal signal, TimeProvider clock) : IDeliveries
{
    public async Task<IReadOnlyList<ParkedDelivery>> ListParkedAsync(int atMost = 100, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 1);
        return await store.ReadAsync(writes: false, (table, _) => table.Parked, command => command.With("@most", DbType.Int32, atMost), Read, cancel);
    }

    public async Task<bool> RetryAsync(Guid id, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var found = await store.WriteAsync(table => table.Retry, command => command.With("@id", DbType.Guid, id).With("@now", DbType.Int64, now), cancel) == 1;
        signal.Set();
        return found;
    }

    public async Task<bool> DiscardAsync(Guid id, CancellationToken cancel = default) =>
        await store.WriteAsync(table => table.Discard, command => command.With("@id", DbType.Guid, id), cancel) == 1;

    private static ParkedDelivery Read(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Name = row.GetString(1),
        Payload = row.GetString(2),
        Tenant = row.GetString(3),
        User = row.GetString(4),
        Operation = row.IsDBNull(5) ? null : row.GetGuid(5),
        EnqueuedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
        Attempts = row.GetInt32(7),
        Error = row.IsDBNull(8) ? null : row.GetString(8),
    };
}
