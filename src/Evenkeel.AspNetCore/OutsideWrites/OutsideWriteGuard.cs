using System.Diagnostics;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.OutsideWrites;

/// <summary>
/// In development, listens to every context of the process while the host runs. An interceptor would not do: contexts that miss their operation are those that have none of ours.
/// </summary>
internal sealed class OutsideWriteGuard(ApplicationStore store, IOptions<LedgerOptions> options, IHostEnvironment? environment = null) : IHostedService, IObserver<DiagnosticListener>
{
    private readonly Lock _lock = new();
    private readonly List<IDisposable> _subscriptions = [];
    private readonly ContextEvents _events = new(new OutsideWrite(store));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.RefuseOutsideWrites ?? environment?.IsDevelopment() == true)
        {
            Keep(DiagnosticListener.AllListeners.Subscribe(this));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _subscriptions.ForEach(subscription => subscription.Dispose());
            _subscriptions.Clear();
        }

        return Task.CompletedTask;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            Keep(value.Subscribe(_events, ContextEvents.IsWanted));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private void Keep(IDisposable subscription)
    {
        lock (_lock)
        {
            _subscriptions.Add(subscription);
        }
    }
}
