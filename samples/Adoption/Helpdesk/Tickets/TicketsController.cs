using Evenkeel.AspNetCore;
using Helpdesk.Accounts;
using Helpdesk.Mediation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Helpdesk.Tickets;

[ApiController]
[Authorize]
[KeelCommand]
[Route("tickets")]
public sealed class TicketsController(IMediator mediator) : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> List(TicketState? state, CancellationToken cancellationToken) =>
        Ok(await mediator.SendAsync(new ListTickets(state), cancellationToken));

    [HttpGet("{id:int}", Name = "ticket")]
    public async Task<IActionResult> Find(int id, CancellationToken cancellationToken) =>
        Ok(await mediator.SendAsync(new FindTicket(id), cancellationToken));

    [HttpPost]
    public async Task<IActionResult> Open(OpenTicket request, CancellationToken cancellationToken)
    {
        var ticket = await mediator.SendAsync(request, cancellationToken);
        return CreatedAtRoute("ticket", new { id = ticket.Id }, ticket);
    }

    [HttpPut("{id:int}/assignee")]
    public async Task<IActionResult> Assign(int id, AssigneeInput input, CancellationToken cancellationToken) =>
        Ok(await mediator.SendAsync(new AssignTicket(id, input.Name), cancellationToken));

    [HttpPost("{id:int}/comments")]
    public async Task<IActionResult> Comment(int id, CommentInput input, CancellationToken cancellationToken)
    {
        var comment = await mediator.SendAsync(new AddComment(id, input.Text), cancellationToken);
        return Created($"/tickets/{id}/comments/{comment.Id}", comment);
    }

    /// <summary>409 when the customer has had too many messages: the ticket is closed and on record all the same.</summary>
    [HttpPost("{id:int}/close")]
    public async Task<IActionResult> Close(int id, CancellationToken cancellationToken)
    {
        var closed = await mediator.SendAsync(new CloseTicket(id), cancellationToken);
        return closed.CustomerNotified
            ? Ok(closed.Ticket)
            : Problem("The ticket is closed. Its customer has had too many messages and was not told.", statusCode: StatusCodes.Status409Conflict);
    }

    [HttpDelete("{id:int}")]
    [Authorize(Roles = CookieSignIn.LeadRole)]
    public async Task<IActionResult> Delete(int id, CancellationToken cancellationToken)
    {
        await mediator.SendAsync(new DeleteTicket(id), cancellationToken);
        return NoContent();
    }
}
