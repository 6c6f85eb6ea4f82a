using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Tests.Contracts;

[ApiController]
[Route("api/orders")]
public sealed class OrdersController : ControllerBase
{
    [HttpGet("{id:guid}")]
    [KeelQuery]
    public ActionResult<OrderView> Get(Guid id, [FromQuery, Range(1, 5)] int depth, string? sort) => new OrderView(id, depth) { Note = sort };

    [HttpPost]
    [KeelCommand]
    [ProducesResponseType<OrderView>(201)]
    public IActionResult Add(OrderInput input) => Created("/", new OrderView(Guid.Empty, input.Count));

    [HttpDelete("{id:guid}")]
    public IActionResult NotAdopted(Guid id) => NotFound(id);
}
