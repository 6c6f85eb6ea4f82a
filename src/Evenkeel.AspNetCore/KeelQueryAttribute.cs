using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Evenkeel.AspNetCore;

/// <summary>
/// Adopts MVC actions as queries. Their routes, bodies and errors stay as they are. On a controller it stands for those of its actions that answer to GET or HEAD; on an action
/// it says that this one changes nothing, even where its controller's actions are commands.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class KeelQueryAttribute : Attribute, IControllerModelConvention, IActionModelConvention
{
    /// <summary>The answer is kept by nobody: no cache, and not the device.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Sensitive { get; set; }

    void IControllerModelConvention.Apply(ControllerModel controller)
    {
        // One that answers to every method stays the command that a [KeelCommand] beside this one makes of it.
        foreach (var action in controller.Actions.Where(action => AdoptedAction.TakesReads(action) && !AdoptedAction.IsCommand(action)))
        {
            AdoptedAction.MakeQuery(action, Traits());
        }
    }

    void IActionModelConvention.Apply(ActionModel action) => AdoptedAction.MakeQuery(action, Traits());

    private object[] Traits() => Sensitive ? [new SensitiveMetadata()] : [];
}
