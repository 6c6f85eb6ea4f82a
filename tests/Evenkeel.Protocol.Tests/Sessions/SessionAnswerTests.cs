using System.Text.Json;
using Evenkeel.Protocol.Sessions;

namespace Evenkeel.Protocol.Tests.Sessions;

public sealed class SessionAnswerTests
{
    [Fact]
    public void The_answer_goes_over_the_wire_and_back()
    {
        var answer = new SessionAnswer { State = "valid", Scope = "s", Name = "Anna", Time = 1_790_000_000_000, Expires = 1_790_000_900_000 };
        var json = JsonSerializer.Serialize(answer, SessionJson.Default.SessionAnswer);
        Assert.Equal("""{"state":"valid","scope":"s","name":"Anna","time":1790000000000,"expires":1790000900000,"ends":null}""", json);
        Assert.Equal(answer, JsonSerializer.Deserialize(json, SessionJson.Default.SessionAnswer));
    }

    [Fact]
    public void Nobody_has_a_null_name() =>
        Assert.Contains("\"name\":null", JsonSerializer.Serialize(new SessionAnswer { State = "anonymous", Scope = "s", Time = 1 }, SessionJson.Default.SessionAnswer));

    [Fact]
    public void Unknown_members_are_ignored_and_missing_ones_are_errors()
    {
        Assert.NotNull(JsonSerializer.Deserialize("""{"state":"valid","scope":"s","time":1,"later":true}""", SessionJson.Default.SessionAnswer));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"state":"valid","time":1}""", SessionJson.Default.SessionAnswer));
    }
}
