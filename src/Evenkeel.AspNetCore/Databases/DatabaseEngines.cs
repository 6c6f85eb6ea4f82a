using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Databases;

/// <summary>Tells the engine of a context from its EF Core provider; Evenkeel itself references neither provider. Thread-safe.</summary>
internal static class DatabaseEngines
{
    // A provider's name is its assembly's, which the runtime looks up in the file system for each asking. A model is made for one provider.
    private static readonly ConditionalWeakTable<IModel, object> ByModel = [];
    private static readonly object Sqlite = DatabaseEngine.Sqlite;
    private static readonly object PostgreSql = DatabaseEngine.PostgreSql;

    /// <exception cref="InvalidOperationException">It is another one.</exception>
    public static DatabaseEngine Of(DbContext context)
    {
        var model = context.Model;
        if (!ByModel.TryGetValue(model, out var engine))
        {
            engine = Find(context.Database.ProviderName) ?? throw new InvalidOperationException(
                $"{context.GetType().Name} uses the database provider '{context.Database.ProviderName ?? "none"}'. Evenkeel works with SQLite " +
                "(Microsoft.EntityFrameworkCore.Sqlite) and PostgreSQL (Npgsql.EntityFrameworkCore.PostgreSQL).");
            ByModel.AddOrUpdate(model, engine);
        }

        return (DatabaseEngine)engine;
    }

    /// <summary>The same where there is a model and no context.</summary>
    /// <returns>Null: it is another one.</returns>
    public static DatabaseEngine? Of(IModel model, out string? provider)
    {
        provider = null;
        if (!ByModel.TryGetValue(model, out var engine))
        {
            provider = model.ModelDependencies?.TypeMappingSource.GetType().Assembly.GetName().Name;
            engine = Find(provider);
            if (engine is not null)
            {
                ByModel.AddOrUpdate(model, engine);
            }
        }

        return (DatabaseEngine?)engine;
    }

    private static object? Find(string? provider) => provider switch
    {
        "Microsoft.EntityFrameworkCore.Sqlite" => Sqlite,
        "Npgsql.EntityFrameworkCore.PostgreSQL" => PostgreSql,
        _ => null,
    };
}
