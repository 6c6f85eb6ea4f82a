using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Auditing;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Coherence.Queries;
using Evenkeel.AspNetCore.Contracts;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Describing;
using Evenkeel.AspNetCore.Forgery;
using Evenkeel.AspNetCore.Mvc;
using Evenkeel.AspNetCore.Outbox;
using Evenkeel.AspNetCore.Paging;
using Evenkeel.AspNetCore.Pipeline;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Registry;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Signing;
using Evenkeel.AspNetCore.Skew;
using Evenkeel.AspNetCore.Stability.Admission;
using Evenkeel.AspNetCore.Stability.Health;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.AspNetCore.Upgrading;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Registers Evenkeel. Every registration may be repeated, and their order does not matter.</summary>
public static class EvenkeelServices
{
    /// <summary>Adds Evenkeel to the host. Commands also need a ledger: see <see cref="StoreExtensions.UseStore"/>.</summary>
    /// <param name="host">The application's builder.</param>
    /// <param name="configure">How tenant and user of a request are found.</param>
    public static IEvenkeelBuilder AddEvenkeel(this IHostApplicationBuilder host, Action<CallerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.AddEvenkeel(configure);
    }

    /// <summary>Adds Evenkeel to the services of a host that has no builder.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">How tenant and user of a request are found.</param>
    public static IEvenkeelBuilder AddEvenkeel(this IServiceCollection services, Action<CallerOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CallerResolver>();
        services.TryAddSingleton<ProblemWriter>();
        services.TryAddSingleton<AnswerFilling>();
        services.TryAddSingleton<PipelineTail>();
        services.TryAddSingleton<OperationPipeline>();
        services.TryAddSingleton<LineRunner>();
        services.TryAddSingleton<FlushGroups>();
        services.TryAddSingleton<FlushEndpoint>();
        services.AddInstruments<OperationMetrics>();
        services.TryAddSingleton<ContractCatalog>();
        services.TryAddSingleton<ContractsEndpoint>();
        services.TryAddSingleton<IRouteAudit, RouteAuditor>();
        services.TryAddSingleton<StartCheck>();
        services.TryAddSingleton<ForgeryGuard>();
        services.TryAddSingleton<AdmissionRefusal>();
        services.TryAddSingleton<CachedQueries>();
        AddDeployments(services);
        services.AddHealth();
        services.AddShutdown();
        services.AddDeadlines();
        AddPaging(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, FrontStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, AuditStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OutboxOptions>, OutboxOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<MvcOptions>, FlushGuard>());
        services.AddOptions<OutboxOptions>().ValidateOnStart();
        var caller = services.AddOptions<CallerOptions>();
        if (configure is not null)
        {
            caller.Configure(configure);
        }

        return new Builder(services);
    }

    /// <summary>Sets what the server accepts in one flush of an outbox.</summary>
    public static IEvenkeelBuilder ConfigureOutbox(this IEvenkeelBuilder keel, Action<OutboxOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.Configure(configure);
        return keel;
    }

    /// <summary>Sets who may read the contracts of the application's actions.</summary>
    public static IEvenkeelBuilder ConfigureContracts(this IEvenkeelBuilder keel, Action<ContractOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.Configure(configure);
        return keel;
    }

    /// <summary>
    /// Describes the optional header <c>Idempotency-Key</c> with every command, in OpenAPI documents by whatever package makes them. Without this call such documents do not change.
    /// </summary>
    public static IEvenkeelBuilder DescribeOperationIds(this IEvenkeelBuilder keel)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IApiDescriptionProvider, OperationIdDescription>());
        return keel;
    }

    private static void AddDeployments(IServiceCollection services)
    {
        services.TryAddSingleton<ServerBuild>();
        services.TryAddSingleton<DeploymentState>();
        services.TryAddSingleton<ServedPages>();
        services.TryAddSingleton<SeenContracts>();
        services.TryAddSingleton<Upgrades>();
        services.TryAddSingleton<KnownContracts>();
        services.TryAddSingleton<ConvertedBody>();
        services.TryAddSingleton<ContractChecks>();
        services.TryAddSingleton<IContractCheck>(all => all.GetRequiredService<ContractChecks>());
        services.TryAddSingleton<IContractJudgement>(all => all.GetRequiredService<ContractChecks>());
        services.TryAddSingleton<ITakenContracts>(all => all.GetRequiredService<KnownContracts>());
        services.TryAddSingleton(RegistryChoice.Make);
        services.TryAddSingleton<DeploymentKeeper>();
        services.TryAddSingleton<IDeployments>(all => all.GetRequiredService<DeploymentKeeper>());
        services.TryAddSingleton<EventStreams>();
        services.TryAddSingleton<EventsEndpoint>();
        services.TryAddSingleton<VersionEndpoint>();
        services.AddInstruments<RecoveryMetrics>();
        services.AddInstruments<DeploymentMetrics>();
        services.TryAddSingleton<RecoveriesEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DeploymentService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthFact, RegistryFact>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DeploymentOptions>, DeploymentOptionsValidator>());
        services.AddOptions<DeploymentOptions>().ValidateOnStart();
    }

    private static void AddPaging(IServiceCollection services)
    {
        services.TryAddSingleton(SigningChoice.Make);
        services.TryAddSingleton<PageBinder>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IApiDescriptionProvider, PageDescription>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<MvcOptions>, PageActionFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PagingOptions>, PagingOptionsValidator>());
        services.AddOptions<PagingOptions>().ValidateOnStart();
    }

    private sealed record Builder(IServiceCollection Services) : IEvenkeelBuilder;
}
