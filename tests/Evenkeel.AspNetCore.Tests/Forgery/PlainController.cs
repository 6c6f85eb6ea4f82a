using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Tests.Forgery;

/// <summary>An action that says nothing itself, and is adopted where controllers are mapped.</summary>
[Route("plain")]
public sealed class PlainController(NotesDb db) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Add([FromBody] NewNote input) => Ok(await db.AddAsync(input.Text));
}
