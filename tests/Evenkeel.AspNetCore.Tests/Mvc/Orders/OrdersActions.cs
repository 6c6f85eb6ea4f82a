using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Tests.Mvc.Orders;

/// <summary>The actions of one controller, to be compared as they are and adopted.</summary>
[ApiController]
[Route("orders")]
public abstract class OrdersActions(NotesDb db) : ControllerBase
{
    [HttpPost]
    [ProducesResponseType<Note>(StatusCodes.Status201Created)]
    [ProducesResponseType(StatusCodes.Status400BadRequest)]
    public async Task<IActionResult> Add(NewNote input)
    {
        var note = await db.AddAsync(input.Text);
        return Created($"/orders/{note.Id}", note);
    }

    [HttpPut("{id:int}")]
    public async Task<ActionResult<Note>> Change(int id, [FromQuery] string text, [FromHeader(Name = "X-Own")] string? own) => await db.AddAsync($"{id} {text} {own}");

    [HttpPost("conflict")]
    public async Task<IActionResult> Reject(NewNote input)
    {
        await db.AddAsync(input.Text);
        return Conflict();
    }

    [HttpPost("throw")]
    public async Task Throw(NewNote input)
    {
        await db.AddAsync(input.Text);
        throw new InvalidOperationException();
    }

    [HttpPost("redirect")]
    public IActionResult Elsewhere() => Redirect("/orders");

    [HttpPost("empty")]
    public IActionResult Nothing() => NoContent();

    [HttpPost("stream")]
    public async Task Stream()
    {
        await Response.WriteAsync("one\n");
        await Response.Body.FlushAsync();
        await Response.WriteAsync("two\n");
    }

    [HttpPost("form")]
    public async Task<ActionResult<Note>> Form([FromForm] string text) => await db.AddAsync(text);

    [HttpPost("secret")]
    [Authorize]
    public string Secret() => "secret";

    [HttpPost("policy")]
    [Authorize("write")]
    public string Policy() => "policy";

    [HttpGet]
    public IEnumerable<string> List(string? q) => ["a", q ?? ""];
}
