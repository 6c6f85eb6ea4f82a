using System.Text.Json;
using System.Text.Json.Serialization;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Binding;

/// <summary>A body that a command cannot read is refused with the field and what it takes.</summary>
public sealed class BodyFaultsTests
{
    private const string Sound = """{"name":"Ann","contacts":[{"email":"a@b.example","age":40}]}""";

    private static readonly (string Body, string Field, string Sentence)[] Refused =
    [
        ("{", "$", "no JSON at line 1, byte"),
        ("""{"name":"Ann","contacts":[{"email":x}]}""", "contacts[0].email", "'x' is an invalid start of a value"),
        ("""{"name":"Ann","contacts":[],"more":""" + new string('[', 500) + new string(']', 500) + "}", "more", "depth of 64"),
        ("", "$", "none was sent"),
        ("null", "$", "not null"),
        ("[]", "$", "must be an object"),
        ("\"text\"", "$", "must be an object"),
        ("{}", "name", "required"),
        ("{}", "contacts", "required"),
        ("""{"name":"Ann","contacts":[{"email":"a"},{}]}""", "contacts[1].email", "required"),
        ("""{"name":7,"contacts":[]}""", "name", "must be text"),
        ("""{"name":7,"contacts":""", "name", "must be text"),
        ("""{"NAME":7,"contacts":[]}""", "NAME", "must be text"),
        ("""{"name":"Ann","contacts":{}}""", "contacts", "must be an array"),
        ("""{"name":"Ann","contacts":[7]}""", "contacts[0]", "must be an object"),
        ("""{"name":"Ann","contacts":[{"email":"a","age":300}]}""", "contacts[0].age", "a whole number from 0 to 255"),
        ("""{"name":"Ann","contacts":[{"email":"a","age":null}]}""", "contacts[0].age", "must not be null"),
        ("""{"name":"Ann","contacts":[],"since":"tomorrow"}""", "since", "2026-11-22T08:15:00Z"),
        ("""{"name":"Ann","contacts":[],"kind":"odd"}""", "kind", "one of Person, Company"),
        ("""{"name":"Ann","contacts":[],"scores":{"a.b":1,"c":"x"}}""", "scores.c", "a number"),
        ("""{"name":"Ann","contacts":[],"scores":{"a.b":"x"}}""", "scores['a.b']", "a number"),
        ("""{"name":"Ann","contacts":[],"strict":{"odd":1}}""", "strict.odd", "no such field"),
    ];

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task The_field_and_what_it_takes_are_named_whichever_way_the_body_comes(string environment)
    {
        await using var app = await StartAsync(environment);
        foreach (var (body, field, sentence) in Refused)
        {
            foreach (var id in (string?[])[Call.NewId(), null])
            {
                foreach (var runtime in (bool[])[true, false])
                {
                    var answer = await app.SendAsync(new Call { Path = "/clients", Id = id, Body = body, FromRuntime = runtime });
                    Assert.True(Names(answer.Json, field, sentence), $"{body}\n{field}: {sentence}\n{answer.Text}");
                    Assert.Equal((400, ProblemCodes.RequestMalformed), (answer.Status, answer.Error));
                    Assert.DoesNotContain(nameof(NewClient), answer.Text, StringComparison.Ordinal);
                    Assert.DoesNotContain("System.", answer.Text, StringComparison.Ordinal);
                }
            }
        }

        Assert.Equal(0, app.Database.LedgerRows);
        Assert.Equal("Ann", (await app.PostAsync("/clients", Call.NewId(), Sound)).Text);
        Assert.Equal("Ann", (await app.PostAsync("/clients", id: null, Sound)).Text);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task In_a_flush_it_stops_none_of_the_others(string environment)
    {
        await using var app = await StartAsync(environment);
        var flush = await app.FlushAsync([Op.Line("/clients", body: Sound), Op.Line("/clients", body: """{"name":7,"contacts":[]}"""), Op.Line("/clients"), Op.Line("/clients", body: Sound)]);
        flush.AssertStatuses(200, 400, 400, 200);
        Assert.True(Names(flush.Lines[1].GetProperty("body"), "name", "must be text"));
        Assert.True(Names(flush.Lines[2].GetProperty("body"), "$", "none was sent"));
        Assert.Equal(2, app.Database.LedgerRows);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task What_the_application_refuses_itself_or_adopts_stays_its_own(string environment)
    {
        await using var app = await StartAsync(environment);
        var own = await app.PostAsync("/refuses", Call.NewId(), Sound);
        Assert.Equal((400, ProblemCodes.RequestMalformed, false), (own.Status, own.Error, own.Json.TryGetProperty("errors", out _)));
        Assert.Equal("no", (await app.PostAsync("/optional", Call.NewId(), "null")).Text);
        var adopted = await app.SendAsync(new Call { Path = "/adopted", Body = "{", FromRuntime = false });
        Assert.DoesNotContain("\"errors\"", adopted.Text, StringComparison.Ordinal);
        Assert.Equal(400, adopted.Status);
    }

    private static bool Names(JsonElement problem, string field, string sentence)
    {
        var errors = problem.GetProperty("errors");
        return errors.TryGetProperty(field, out var sentences) && sentences[0].GetString()!.Contains(sentence, StringComparison.Ordinal)
            && problem.GetProperty("detail").GetString()!.Contains(errors.EnumerateObject().First().Value[0].GetString()!, StringComparison.Ordinal);
    }

    private static Task<TestApp> StartAsync(string environment) => TestApp.StartAsync(
        app =>
        {
            app.MapCommand("/clients", (NewClient input) => Results.Text(input.Name));
            app.MapCommand("/refuses", (NewClient input) => Results.BadRequest());
            app.MapCommand("/optional", (NewClient? input) => Results.Text(input is null ? "no" : input.Name));
            app.MapPost("/adopted", (NewClient input) => Results.Text(input.Name)).AsCommand();
        },
        new TestAppOptions
        {
            Environment = environment,
            Services = builder => builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter())),
        });

    private enum Kind
    {
        Person,
        Company,
    }

    private sealed record NewClient
    {
        public required string Name { get; init; }

        public required Contact[] Contacts { get; init; }

        public DateTimeOffset? Since { get; init; }

        public Kind? Kind { get; init; }

        public Dictionary<string, double>? Scores { get; init; }

        public Strict? Strict { get; init; }
    }

    private sealed record Contact
    {
        public required string Email { get; init; }

        public byte Age { get; init; }
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record Strict;
}
