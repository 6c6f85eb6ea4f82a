using Evenkeel.Testing.History;
using FsCheck;
using FsCheck.Fluent;

namespace Evenkeel.Testing.Tests.History;

/// <summary>Histories of any size: sound ones hold in whatever order they are read, and one fault in them is one finding.</summary>
public sealed class HistoryFuzzTests
{
    [Fact]
    public void A_sound_history_holds_and_each_single_fault_is_found() => Check.QuickThrowOnFailure(
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), Gen.Choose(3, 60).ToArbitrary(), (seed, count) =>
        {
            var random = new Random(seed);
            var (log, effects) = Sound(random, count);
            Assert.True(ExactlyOnce.Check(log, effects).Holds);

            var victim = effects[random.Next(effects.Count)];
            Assert.Equal([victim.Operation], ExactlyOnce.Check(log, [.. effects.Where(each => each != victim)]).Absent);
            Assert.Equal([victim.Operation], ExactlyOnce.Check(log, [.. effects, victim with { Order = long.MaxValue }]).Doubled);
            Assert.Equal([victim.Operation], ExactlyOnce.Check([.. log.Where(each => each.Operation != victim.Operation)], effects).Phantom);

            var others = effects.Where(each => each.Lane == victim.Lane && each != victim).ToList();
            var late = victim with { Order = long.MaxValue };
            var moved = ExactlyOnce.Check(log, [.. effects.Where(each => each != victim), late]);
            Assert.Equal(others.Any(each => each.Order > victim.Order) ? [victim.Operation] : [], moved.OutOfOrder);
        }));

    private static (List<LogEntry> Log, List<Effect> Effects) Sound(Random random, int count)
    {
        var operations = Enumerable.Range(0, count).Select(number => (Id: $"op{number}", Lane: $"lane{random.Next(4)}", Order: (long)number)).ToList();
        var log = operations.SelectMany(each => new[]
        {
            new LogEntry { Event = LogEvent.Enqueued, Operation = each.Id, Lane = each.Lane },
            new LogEntry { Event = LogEvent.Done, Operation = each.Id, Answer = each.Id },
        });
        var effects = operations.Select(each => new Effect { Operation = each.Id, Lane = each.Lane, Order = each.Order }).ToArray();
        random.Shuffle(effects);
        return ([.. log], [.. effects]);
    }
}
