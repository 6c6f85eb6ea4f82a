using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics.Internal;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// The context's interceptors, with that of commands only while an operation or a flush is under way. Where there is one, Entity Framework Core makes seven event objects for each command:
/// outside of operations, in queries above all, for nothing.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by Entity Framework Core's own container.")]
[SuppressMessage("Usage", "EF1001", Justification = "There is no other place where interceptors are chosen anew for each command.")]
internal sealed class OperationInterceptors(
    IServiceProvider services, IEnumerable<IInterceptor> injected, IEnumerable<IInterceptorAggregator> aggregators) : Interceptors(services, injected, aggregators)
{
    private static readonly CommandInterceptor Own = new();

    // A provider that is not relational has none; it is refused by its name.
    private readonly IInterceptorAggregator? _ofCommands = aggregators.FirstOrDefault(each => each.InterceptorType == typeof(IDbCommandInterceptor));
    private IInterceptor? _withOwn;

    public override TInterceptor? Aggregate<TInterceptor>()
        where TInterceptor : class
    {
        var others = base.Aggregate<TInterceptor>();
        if (typeof(TInterceptor) != typeof(IDbCommandInterceptor) || (OperationTransaction.Current is null && FlushGroup.Current is null))
        {
            return others;
        }

        _withOwn ??= others is null ? Own : _ofCommands!.AggregateInterceptors([Own, others]);
        return (TInterceptor?)_withOwn;
    }
}
