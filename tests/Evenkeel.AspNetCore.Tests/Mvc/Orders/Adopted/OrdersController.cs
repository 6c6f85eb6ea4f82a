using Evenkeel.AspNetCore.Tests.Hosting;

namespace Evenkeel.AspNetCore.Tests.Mvc.Orders.Adopted;

/// <summary>Adopted as a whole.</summary>
[KeelCommand]
[KeelQuery]
public sealed class OrdersController(NotesDb db) : OrdersActions(db);
