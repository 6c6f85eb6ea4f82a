using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Coherence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>The models of all contexts that are followed. Thread-safe.</summary>
internal sealed class TrackedModels(IEnumerable<CoveredContext> contexts, IServiceScopeFactory scopes)
{
    private readonly ConcurrentDictionary<IModel, ModelTables> _tables = [];
    private readonly Lock _lock = new();
    private TableFollowers? _followers;

    public ModelTables TablesOf(IModel model) => _tables.TryGetValue(model, out var known) ? known : _tables.GetOrAdd(model, new ModelTables(model, Followers));

    /// <summary>The tables of every context that is followed.</summary>
    public IReadOnlyList<ModelTables> All => [.. Models().Select(TablesOf)];

    private TableFollowers Followers
    {
        get
        {
            lock (_lock)
            {
                return _followers ??= new TableFollowers(Models());
            }
        }
    }

    private List<IModel> Models()
    {
        using var scope = scopes.CreateScope();
        return [.. contexts.Select(context => scope.ServiceProvider.GetService(context.Type)).OfType<DbContext>().Select(context => context.Model).Distinct()];
    }
}
