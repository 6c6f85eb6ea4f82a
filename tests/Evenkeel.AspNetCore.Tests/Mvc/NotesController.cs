using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>Actions that are adopted one by one, beside some that are not.</summary>
[ApiController]
[Route("notes")]
public sealed class NotesController(NotesDb db, Script script) : ControllerBase
{
    [HttpPost]
    [KeelCommand]
    public Task<IActionResult> Add(NewNote input) => script.Run(input, db, HttpContext);

    [HttpPost("once")]
    [KeelCommand(Once = true)]
    public Task<IActionResult> Once(NewNote input) => script.Run(input, db, HttpContext);

    [HttpPost("sensitive")]
    [KeelCommand(Sensitive = true)]
    public Task<IActionResult> Sensitive(NewNote input) => script.Run(input, db, HttpContext);

    [HttpPost("strict")]
    [KeelCommand(RollbackOnReject = true)]
    public Task<IActionResult> Strict(NewNote input) => script.Run(input, db, HttpContext);

    [HttpPost("shared")]
    [KeelCommand(Alone = false)]
    public Task<IActionResult> Shared(NewNote input) => script.Run(input, db, HttpContext);

    [HttpPost("user")]
    [Authorize]
    [KeelCommand]
    public Task<IActionResult> SignedIn(NewNote input) => script.Run(input, db, HttpContext);

    [HttpPost("policy")]
    [Authorize("write")]
    [KeelCommand]
    public Task<IActionResult> Policy(NewNote input) => script.Run(input, db, HttpContext);

    /// <summary>No command: no flush may reach it.</summary>
    [HttpPost("foreign")]
    public Task<IActionResult> Foreign(NewNote input) => script.Run(input, db, HttpContext);

    [HttpGet]
    public IEnumerable<string> List(string? q) => [.. db.Notes.Select(note => note.Text), q ?? ""];

    [HttpGet("sensitive")]
    [KeelQuery(Sensitive = true)]
    public IEnumerable<string> Secrets() => ["secret"];
}
