using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Tickets;

/// <summary>What callers of the MVC application do, rightly and wrongly.</summary>
internal static class HelpdeskScript
{
    private const string Sail = """{"title":"The sail is torn","customer":"ida@boat.example"}""";

    public static IReadOnlyList<Step> Steps { get; } =
    [
        new("Sign in as nils", HelpdeskApp.SignIn("nils", HelpdeskApp.Password)) { Secrets = [new Secret("nils", HelpdeskApp.CookieIn)] },
        new("Sign in as lena", HelpdeskApp.SignIn("lena", HelpdeskApp.Password)) { Secrets = [new Secret("lena", HelpdeskApp.CookieIn)] },
        new("Sign in with a wrong password", HelpdeskApp.SignIn("lena", "guess")),
        new("Sign in without a password", Call.Post("/session", "name=lena") with { ContentType = "application/x-www-form-urlencoded" }),
        new("Show the session", Nils(Call.Get("/session"))),
        new("Show no session", Call.Get("/session")),

        new("List nothing", Nils(Call.Get("/tickets"))),
        Command("Open a ticket", Nils(Call.Post("/tickets", Sail))),
        Refused("Open without a cookie", Call.Post("/tickets", Sail)),
        Refused("Open against the rules", Nils(Call.Post("/tickets", """{"title":"","customer":"ida"}"""))),
        Refused("Open with a missing field", Nils(Call.Post("/tickets", """{"title":"The sail is torn"}"""))),
        Refused("Open with broken JSON", Nils(Call.Post("/tickets", """{"title":"""))),
        Refused("Open in another format", Nils(Call.Post("/tickets", "The sail is torn") with { ContentType = "text/plain" })),
        Command("Open in XML", Lena(Call.Post("/tickets", Sail)).With("Accept", "application/xml")),

        new("Find", Nils(Call.Get("/tickets/1"))),
        new("Find as XML", Nils(Call.Get("/tickets/1")).With("Accept", "application/xml")),
        new("Find what is not there", Nils(Call.Get("/tickets/99"))),
        new("Find what is not there as XML", Nils(Call.Get("/tickets/99")).With("Accept", "application/xml")),
        new("Find what is no number", Nils(Call.Get("/tickets/torn"))),
        new("Ask for the head only", Nils(new Call("HEAD", "/tickets"))),
        new("Ask for the options", Nils(new Call("OPTIONS", "/tickets"))),
        new("Ask by another method", Nils(new Call("PATCH", "/tickets/1"))),
        new("Ask at no address", Nils(Call.Get("/customers"))),

        Command("Comment", Nils(Call.Post("/tickets/1/comments", """{"text":"Which sail?"}"""))),
        Refused("Comment nothing", Nils(Call.Post("/tickets/1/comments", """{"text":""}"""))),
        Command("Comment on what is not there", Nils(Call.Post("/tickets/99/comments", """{"text":"Which sail?"}"""))),
        Command("Assign", Lena(Call.Put("/tickets/1/assignee", """{"name":"nils"}"""))),
        Command("Assign the second", Lena(Call.Put("/tickets/2/assignee", """{"name":"nils"}"""))),
        Command("Open a third", Nils(Call.Post("/tickets", """{"title":"The lamp is dark","customer":"ida@boat.example"}"""))),
        Command("Assign one too many", Lena(Call.Put("/tickets/3/assignee", """{"name":"nils"}"""))),
        Command("Assign to nobody", Lena(Call.Put("/tickets/3/assignee", """{"name":"olaf"}"""))),

        Command("Close", Nils(Call.Post("/tickets/1/close"))),
        Command("Close once more", Nils(Call.Post("/tickets/1/close"))),
        Command("Comment on what is closed", Nils(Call.Post("/tickets/1/comments", """{"text":"That sail."}"""))),
        Command("Close, and tell a customer who has been told enough", Nils(Call.Post("/tickets/3/close"))),
        new("List what is closed", Nils(Call.Get("/tickets?state=closed"))),
        new("List as XML", Nils(Call.Get("/tickets?state=open")).With("Accept", "application/xml")),
        new("List by a state that is none", Nils(Call.Get("/tickets?state=lost"))),

        Refused("Delete without the right", Nils(Call.Delete("/tickets/1"))),
        Command("Delete", Lena(Call.Delete("/tickets/1"))),
        Command("Delete once more", Lena(Call.Delete("/tickets/1"))),
        new("Leave", Nils(Call.Delete("/session"))),
    ];

    private static Step Command(string name, Call call) => new(name, call) { IsCommand = true, IsKept = true };

    private static Step Refused(string name, Call call) => new(name, call) { IsCommand = true };

    private static Call Nils(Call call) => call.With("Cookie", "helpdesk={nils}");

    private static Call Lena(Call call) => call.With("Cookie", "helpdesk={lena}");
}
