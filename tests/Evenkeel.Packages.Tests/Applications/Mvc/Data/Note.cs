using System.ComponentModel.DataAnnotations;

namespace Mvc.Data;

public sealed class Note
{
    public int Id { get; set; }

    [Required]
    public string? Text { get; set; }
}
