using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>Actions without routes of their own that answer to every method.</summary>
public sealed class ConventionalController(NotesDb db) : Controller
{
    [KeelCommand]
    public async Task<IActionResult> Add([FromBody] NewNote input) => Ok(await db.AddAsync(input.Text));

    [KeelCommand]
    public async Task<IActionResult> Name(string name) => Ok(await db.AddAsync($"{Request.Method} {name}"));

    public async Task<IActionResult> Foreign() => Ok(await db.AddAsync("foreign"));
}
