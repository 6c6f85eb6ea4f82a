using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>Actions that a form is posted to, as pages of the server do.</summary>
[Route("form")]
public sealed class FormController(NotesDb db, IAntiforgery antiforgery) : Controller
{
    [HttpGet]
    public IActionResult Token() => Content(antiforgery.GetAndStoreTokens(HttpContext).RequestToken!);

    [HttpPost]
    [KeelCommand]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Add([FromForm] string text) => Ok(await db.AddAsync(text));

    [HttpPost("file")]
    [KeelCommand]
    public async Task<IActionResult> AddFile(IFormFile file)
    {
        using var reader = new StreamReader(file.OpenReadStream());
        return Ok(await db.AddAsync(await reader.ReadToEndAsync()));
    }
}
