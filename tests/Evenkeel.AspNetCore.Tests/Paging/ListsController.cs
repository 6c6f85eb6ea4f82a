using Evenkeel.AspNetCore.Paging;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Tests.Paging;

/// <summary>Lists of an MVC application.</summary>
[ApiController]
[Route("mvc")]
public sealed class ListsController(NotesDb db) : ControllerBase
{
    [HttpGet("notes")]
    public Task<Page<Note>> NotesAsync(PageRequest page, CancellationToken cancel) => db.Notes.OrderBy(note => note.Text).ToPageAsync(page, cancel);

    [HttpGet("small")]
    [PageSize(2)]
    public Task<Page<Note>> SmallAsync(PageRequest page) => db.Notes.OrderBy(note => note.Text).ToPageAsync(page);
}
