namespace PlainPage.Notes;

public sealed class Note
{
    public int Id { get; set; }

    public required string Text { get; set; }
}

public sealed record NewNote(string Text);
