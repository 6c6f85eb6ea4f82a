using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Evenkeel.AspNetCore;

/// <summary>
/// Adopts MVC actions as commands, with endpoint routing and without. Calls that carry an operation id take effect exactly once; others do not change. A 4xx keeps what the
/// action saved before it, as it always did. On a controller it stands for each of its actions that does not only read (GET, HEAD); what it and
/// an action's own attribute say adds up.
/// </summary>
/// <remarks>Authorization, filters and model binding run for a replay too, the action itself does not.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class KeelCommandAttribute : Attribute, IControllerModelConvention, IActionModelConvention
{
    private bool? _alone;

    /// <summary>Writes the ledger row before the action runs, so that a duplicate in flight does not even start it.</summary>
    /// <value>Default: <see langword="false"/>. For actions that write through functions or connections which Entity Framework Core does not see.</value>
    public bool Once { get; set; }

    /// <summary>Says that the action saves once, as the last thing it does; see <see cref="ActionExtensions.SingleSave"/>.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool SingleSave { get; set; }

    /// <summary>The answer is kept by nobody: its replay has no body.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Sensitive { get; set; }

    /// <summary>Rolls back everything that the action saved when it answers 4xx.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RollbackOnReject { get; set; }

    /// <summary>Gives the command a commit of its own. False: it shares its commit with others of its flush, and on SQLite with those of concurrent requests, a savepoint each.</summary>
    /// <value>Default: <see langword="true"/>. Where controller and action both say it, the action's stands.</value>
    public bool Alone
    {
        get => _alone ?? true;
        set => _alone = value;
    }

    void IControllerModelConvention.Apply(ControllerModel controller)
    {
        foreach (var action in controller.Actions.Where(AdoptedAction.TakesChanges))
        {
            AdoptedAction.MakeCommand(action, Traits());
        }
    }

    void IActionModelConvention.Apply(ActionModel action)
    {
        if (!AdoptedAction.TakesChanges(action))
        {
            throw new InvalidOperationException($"[KeelCommand] is on '{action.DisplayName}', which only answers to methods that change nothing. Use [KeelQuery].");
        }

        AdoptedAction.MakeCommand(action, Traits());
    }

    private object[] Traits()
    {
        List<object> traits = [];
        if (Once)
        {
            traits.Add(new OnceMetadata());
        }

        if (SingleSave)
        {
            traits.Add(new SingleSaveMetadata());
        }

        if (Sensitive)
        {
            traits.Add(new SensitiveMetadata());
        }

        if (RollbackOnReject)
        {
            traits.Add(new RollbackOnRejectMetadata());
        }

        if (_alone is { } alone)
        {
            traits.Add(new AloneMetadata(alone));
        }

        return [.. traits];
    }
}
