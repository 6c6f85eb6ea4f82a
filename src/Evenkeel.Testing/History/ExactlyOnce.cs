namespace Evenkeel.Testing.History;

/// <summary>Compares what clients handed over, by their logs, with what is in the database. It knows nothing of either but what it is given.</summary>
public static class ExactlyOnce
{
    /// <summary>Says what was lost, doubled, invented, reordered, or told in two ways.</summary>
    /// <param name="log">The log of a client, from <see cref="ClientLog.Read"/>; of several clients, one after the other.</param>
    /// <param name="effects">All effects, in any order. Read them when every operation has its final answer: what is still under way and has no effect counts as lost.</param>
    /// <exception cref="ArgumentException">The log tells of an operation that it does not say was enqueued, so it cannot have been written before the first send.</exception>
    public static Verdict Check(IEnumerable<LogEntry> log, IEnumerable<Effect> effects)
    {
        var operations = Histories(log);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var phantoms = new SortedSet<string>(StringComparer.Ordinal);
        List<(OperationHistory Operation, long Order)> firsts = [];
        foreach (var effect in effects.OrderBy(each => each.Order))
        {
            var count = counts[effect.Operation] = counts.GetValueOrDefault(effect.Operation) + 1;
            if (!operations.TryGetValue(effect.Operation, out var operation) || operation.IsForbidden || (effect.Lane ?? operation.Lane) != operation.Lane)
            {
                phantoms.Add(effect.Operation);
            }
            else if (count == 1)
            {
                firsts.Add((operation, effect.Order));
            }
        }

        var absent = operations.Values.Where(each => !counts.ContainsKey(each.Operation) && !each.IsForbidden).ToLookup(each => each.WasDone, each => each.Operation);
        return new Verdict
        {
            Operations = operations.Count,
            Effects = counts.Values.Sum(),
            Lost = [.. absent[false]],
            Absent = [.. absent[true]],
            Doubled = [.. operations.Keys.Where(each => counts.GetValueOrDefault(each) > 1)],
            Phantom = [.. phantoms],
            OutOfOrder = [.. firsts.Where(each => each.Operation.Lane is not null).GroupBy(each => each.Operation.Lane).SelectMany(OutOfOrder)],
            Contradicted = [.. operations.Values.Where(each => each.IsContradicted).Select(each => each.Operation)],
        };
    }

    // In the order of the log.
    private static Dictionary<string, OperationHistory> Histories(IEnumerable<LogEntry> log)
    {
        var operations = new Dictionary<string, OperationHistory>(StringComparer.Ordinal);
        foreach (var entry in log)
        {
            if (!operations.TryGetValue(entry.Operation, out var operation))
            {
                operation = entry.Event == LogEvent.Enqueued
                    ? new OperationHistory(entry.Operation, entry.Lane, operations.Count)
                    : throw new ArgumentException($"{entry.Operation} is {entry.Event} in the log, but was never enqueued: the log was not written before the send.", nameof(log));
                operations.Add(entry.Operation, operation);
            }

            operation.Add(entry);
        }

        return operations;
    }

    /// <summary>Those of a lane that one enqueued later has overtaken.</summary>
    private static IEnumerable<string> OutOfOrder(IEnumerable<(OperationHistory Operation, long Order)> lane)
    {
        var latest = -1;
        foreach (var moment in lane.GroupBy(each => each.Order))
        {
            foreach (var (operation, _) in moment.Where(each => each.Operation.Place < latest))
            {
                yield return operation.Operation;
            }

            latest = Math.Max(latest, moment.Max(each => each.Operation.Place));
        }
    }
}
