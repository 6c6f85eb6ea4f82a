using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Feed;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tracking;
using Evenkeel.AspNetCore.Commands;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.AspNetCore.Drafts;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Outbox;
using Evenkeel.AspNetCore.OutsideWrites;
using Evenkeel.AspNetCore.Purging;
using Evenkeel.AspNetCore.Registry;
using Evenkeel.AspNetCore.Sessions;
using Evenkeel.AspNetCore.Sessions.Keys;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Signing;
using Evenkeel.AspNetCore.Stability.Health;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.AspNetCore.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Puts Evenkeel's tables into the application's own database, so that they commit with its writes.</summary>
public static class StoreExtensions
{
    /// <summary>
    /// Names the context whose database holds the ledger. It works with <c>AddDbContext</c>, <c>AddDbContextPool</c> and both factories, before or after them.
    /// The host does not start on a provider other than SQLite and PostgreSQL, or without <see cref="AddEvenkeel"/> in the model.
    /// </summary>
    /// <typeparam name="TContext">The application's context.</typeparam>
    /// <param name="keel">The builder.</param>
    /// <param name="configure">How long and how much the ledger remembers.</param>
    public static IEvenkeelBuilder UseStore<TContext>(this IEvenkeelBuilder keel, Action<LedgerOptions>? configure = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(keel);
        var services = keel.Services;
        services.TryAddSingleton(new ApplicationStore(typeof(TContext)));
        services.TryAddSingleton<IUncommittedWrites, OperationWrites>();
        services.TryAddSingleton<ICommandChanges, OperationWrites>();
        services.TryAddSingleton<WriteGates>();
        services.TryAddSingleton<OwnStatements>();
        services.TryAddSingleton<InFlight>();
        services.TryAddSingleton<KeptConnections>();
        services.TryAddSingleton<LedgerReaders>();
        services.TryAddSingleton<FreshIds>();
        services.TryAddSingleton<CommandWatch>();
        services.TryAddSingleton<CommandRunner>();
        services.TryAddSingleton<CommandAttempts>();
        services.TryAddSingleton<CommandAttempt>();
        services.TryAddSingleton<OwnedCommand>();
        services.TryAddSingleton<OpenOperations>();
        services.TryAddSingleton<CallWatch>();
        services.TryAddSingleton<CallAttempt>();
        services.TryAddSingleton<ICommands, CommandCalls>();
        services.TryAddSingleton<VoidEndpoint>();
        services.TryAddSingleton<LedgerPurge>();
        services.AddInstruments<PurgeMetrics>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StoreCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PurgeService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthFact, StoreFact>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OutsideWriteGuard>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LedgerOptions>, LedgerOptionsValidator>());
        Cover<TContext>(services);
        var ledger = services.AddOptions<LedgerOptions>().ValidateOnStart();
        if (configure is not null)
        {
            ledger.Configure(configure);
        }

        return keel;
    }

    /// <summary>
    /// Has the cache learn from another context too, what it reads and what it changes. Its writes are not part of any command; for that it would have to be the one of <see cref="UseStore"/>. It works with
    /// every way of registering a context, before or after it.
    /// </summary>
    /// <typeparam name="TContext">Another context of the application, on the same database.</typeparam>
    /// <param name="keel">The builder.</param>
    public static IEvenkeelBuilder CoverContext<TContext>(this IEvenkeelBuilder keel)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(keel);
        Cover<TContext>(keel.Services);
        return keel;
    }

    /// <summary>Adds Evenkeel's tables to the application's model, in the model's default schema.</summary>
    /// <param name="model">The model builder, in <c>OnModelCreating</c>.</param>
    /// <param name="schema">The version of the tables: 5; or 4, which has no drafts (<see cref="DraftExtensions.AddDrafts"/>) and no sessions (<see cref="SessionExtensions.AddSessions"/>); or 3, which has no feed of changes, so that each instance caches as if it were alone, and no shared key, so that the cursors of pages are one process's; or 2, which has no registry of builds, so that each instance knows only itself; or 1, which has no deliveries either (<see cref="DeliveryExtensions.OnCommitted"/>). A newer package goes on reading older versions, so that an upgrade needs no migration.</param>
    /// <exception cref="ArgumentOutOfRangeException">This version of the package does not know that schema.</exception>
    public static ModelBuilder AddEvenkeel(this ModelBuilder model, int schema)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(schema, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(schema, 5);
        LedgerModel.Apply(model);
        if (schema >= 2)
        {
            DeliveryModel.Apply(model);
        }

        if (schema >= 3)
        {
            RegistryModel.Apply(model);
        }

        if (schema >= 4)
        {
            KeyModel.Apply(model);
            FeedModel.Apply(model);
        }

        if (schema >= 5)
        {
            DraftModel.Apply(model);
            SessionModel.Apply(model);
            ProtectionKeyModel.Apply(model);
        }

        return model;
    }

    private static void Cover<TContext>(IServiceCollection services)
        where TContext : DbContext
    {
        services.AddSingleton(new CoveredContext(typeof(TContext)));
        services.ConfigureDbContext<TContext>((_, options) => options
            .AddInterceptors(new SaveInterceptor(), new ChangeCommits())
            .ReplaceService<IRelationalCommandBuilderFactory, OperationCommandFactory>()
            .ReplaceService<IDbContextTransactionManager, KeelTransactionManager>()
            .ReplaceService<IBatchExecutor, SaveExecutor>()
            .ReplaceService<IDatabaseCreator, ForgettingDatabaseCreator>());
    }
}
