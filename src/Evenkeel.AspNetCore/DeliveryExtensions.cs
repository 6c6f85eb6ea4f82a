using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.AspNetCore.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Effects outside the database: decided on in a transaction, and delivered after its commit.</summary>
public static class DeliveryExtensions
{
    /// <summary>
    /// Registers who delivers a kind of message. Needs version 2 of the tables: <c>modelBuilder.AddEvenkeel(schema: 2)</c>, or the host does not start.
    /// </summary>
    /// <typeparam name="TMessage">The message: anything that <c>System.Text.Json</c> writes and reads with its defaults for the web.</typeparam>
    /// <typeparam name="TDelivery">Who delivers it; scoped, made for each attempt.</typeparam>
    /// <param name="keel">The builder.</param>
    /// <param name="name">The kind's stored name: it must stay as it is while rows with it may wait, whatever the types are renamed to. At most 200 characters.</param>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public static IEvenkeelBuilder AddDelivery<TMessage, TDelivery>(this IEvenkeelBuilder keel, string name)
        where TMessage : notnull
        where TDelivery : class, IDelivery<TMessage>
    {
        ArgumentNullException.ThrowIfNull(keel);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > 200)
        {
            throw new ArgumentException("A name of deliveries has at most 200 characters.", nameof(name));
        }

        var services = keel.Services;
        services.AddHttpContextAccessor();
        services.AddSingleton<DeliveryKind>(new DeliveryKind<TMessage, TDelivery>(name));
        services.TryAddScoped<TDelivery>();
        services.TryAddSingleton<DeliveryKinds>();
        services.TryAddSingleton<DeliverySignal>();
        services.TryAddSingleton<DeliveryTraces>();
        services.TryAddSingleton<DeliveryDesk>();
        services.TryAddSingleton<DeliveryStore>();
        services.TryAddSingleton<DeliveryQueue>();
        services.AddInstruments<DeliveryMetrics>();
        services.TryAddSingleton<DeliveryRunner>();
        services.TryAddSingleton<IDeliveries, ParkedDeliveries>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DeliveryService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsValidator>());
        services.AddOptions<DeliveryOptions>().ValidateOnStart();
        return keel;
    }

    /// <summary>Sets how deliveries are tried and repeated.</summary>
    public static IEvenkeelBuilder ConfigureDeliveries(this IEvenkeelBuilder keel, Action<DeliveryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.Configure(configure);
        return keel;
    }

    /// <summary>
    /// Has a message delivered if, and only if, what this context writes is committed. Inside a command it is stored when the command is kept, whenever and
    /// however the handler wrote, and never when the command is rolled back. Outside one it is part of the context's next <c>SaveChanges</c>. It is
    /// delivered at least once, in no promised order, a moment after the commit.
    /// </summary>
    /// <param name="context">The context that <c>UseStore</c> names.</param>
    /// <param name="message">What is delivered; it is written down now, so later changes of the object do not count.</param>
    /// <exception cref="InvalidOperationException">
    /// Nobody delivers such a message, the context is another one, or its model has version 1 of Evenkeel's tables.
    /// </exception>
    public static void OnCommitted<TMessage>(this DbContext context, TMessage message)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(message);
        var services = context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider;
        var desk = services?.GetService<DeliveryDesk>() ?? throw new InvalidOperationException(DeliveryMissing.Text(typeof(TMessage)));
        if (OperationTransaction.Current is { } operation && operation.Covers(context))
        {
            desk.Add(context, message, operation.Key, operation.Deliveries);
        }
        else
        {
            desk.Add(context, message);
        }
    }
}
