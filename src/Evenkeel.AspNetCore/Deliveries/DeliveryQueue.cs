using System.Data;
using System.Data.Common;
using Evenkeel.AspNetCore.Databases;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>What is due and what became of it. Several instances share one table: a row is under the lease of one of them at a time.</summary>
internal sealed class DeliveryQueue
{
    private readonly DeliveryStore _store;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _clock;
    private readonly string[] _names;
    private readonly string _list;

    public DeliveryQueue(DeliveryStore store, DeliveryKinds kinds, IOptions<DeliveryOptions> options, TimeProvider clock)
    {
        (_store, _options, _clock) = (store, options.Value, clock);
        _names = [.. kinds.Names];
        _list = string.Join(", ", _names.Select((_, at) => $"@name{at}"));
    }

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<IReadOnlyList<TakenDelivery>> TakeAsync(int atMost, CancellationToken cancel)
    {
        // Looking costs a writer nothing; taking is a write.
        var due = await _store.ReadAsync(writes: false, (table, _) => table.AnyDue(_list), SetDue, row => row.GetGuid(0), cancel);
        if (due.Count == 0)
        {
            return [];
        }

        // Past its timeout an attempt has ended, or its process is no longer there; what is left is for it to say how it ended.
        var until = (_clock.GetUtcNow() + (_options.AttemptTimeout * 1.5)).ToUnixTimeMilliseconds();
        return await _store.ReadAsync(writes: true, (table, engine) => table.Take(_list, engine), Set, Read, cancel);

        void Set(DbCommand command)
        {
            SetDue(command);
            command.With("@until", DbType.Int64, until).With("@most", DbType.Int32, atMost);
        }
    }

    /// <summary>Names that wait in the table and that this build does not know.</summary>
    public async Task<IReadOnlyList<string>> UnknownAsync(CancellationToken cancel) =>
        await _store.ReadAsync(writes: false, (table, _) => table.Unknown(_list), SetNames, row => row.GetString(0), cancel);

    public Task DoneAsync(DeliveryAttempt attempt) =>
        _store.WriteAsync(table => table.Done, command => command.With("@id", DbType.Guid, attempt.Id), CancellationToken.None);

    public Task FailAsync(DeliveryAttempt attempt, string error, TimeSpan delay) => EndAsync(attempt, DeliveryState.Waiting, error, delay);

    public Task ParkAsync(DeliveryAttempt attempt, string error) => EndAsync(attempt, DeliveryState.Parked, error, TimeSpan.Zero);

    /// <summary>The attempt was given up through no fault of its own, and does not count.</summary>
    public Task GiveBackAsync(DeliveryAttempt attempt) => _store.WriteAsync(
        table => table.GivenBack,
        command => command.With("@id", DbType.Guid, attempt.Id).With("@attempts", DbType.Int32, attempt.Number),
        CancellationToken.None);

    private static TakenDelivery Read(DbDataReader row) => new(row.GetString(1), row.GetString(2), new DeliveryAttempt
    {
        Id = row.GetGuid(0),
        Tenant = row.GetString(3),
        User = row.GetString(4),
        Operation = row.IsDBNull(5) ? null : row.GetGuid(5),
        EnqueuedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
        Number = row.GetInt32(7),
    });

    private Task EndAsync(DeliveryAttempt attempt, DeliveryState state, string error, TimeSpan delay) => _store.WriteAsync(
        table => table.Failed,
        command => command
            .With("@id", DbType.Guid, attempt.Id)
            .With("@attempts", DbType.Int32, attempt.Number)
            .With("@state", DbType.Int32, (int)state)
            .With("@error", DbType.String, error)
            .With("@next", DbType.Int64, Now + (long)delay.TotalMilliseconds),
        CancellationToken.None);

    private void SetDue(DbCommand command)
    {
        SetNames(command);
        command.With("@now", DbType.Int64, Now);
    }

    private void SetNames(DbCommand command)
    {
        for (var at = 0; at < _names.Length; at++)
        {
            command.With($"@name{at}", DbType.String, _names[at]);
        }
    }
}
