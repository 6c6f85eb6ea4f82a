using Evenkeel.AspNetCore.Tests.Hosting;

namespace Evenkeel.AspNetCore.Tests.Mvc.Orders.Plain;

/// <summary>Not adopted.</summary>
public sealed class OrdersController(NotesDb db) : OrdersActions(db);
