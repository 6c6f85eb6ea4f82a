using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Stock;

/// <summary>What callers of the minimal API do, rightly and wrongly.</summary>
internal static class StockScript
{
    private const string Shackle = """{"sku":"SHACKLE-8","name":"Shackle, 8 mm","category":"rigging","priceInCents":1490}""";

    public static IReadOnlyList<Step> Steps { get; } =
    [
        SignIn("carla", StockApp.Password) with { Secrets = [Token("clerk", "accessToken"), Token("clerk-refresh", "refreshToken")] },
        SignIn("mara", StockApp.Password) with { Secrets = [Token("manager", "accessToken"), Token("manager-refresh", "refreshToken")] },
        SignIn("mara", "a guess") with { Name = "Sign in with a wrong password" },
        new("Sign in without a password", Call.Post("/account/sign-in", """{"userName":"mara"}""")),
        new("Sign in too often", Call.Post("/account/sign-in", """{"userName":"mara","password":"another guess"}""")),
        new("Show the account", Clerk(Call.Get("/account"))),
        new("Refresh the token", Call.Post("/account/refresh", """{"refreshToken":"{clerk-refresh}"}"""))
        {
            Secrets = [Token("clerk-2", "accessToken"), Token("clerk-refresh-2", "refreshToken")],
        },
        new("Refresh with nonsense", Call.Post("/account/refresh", """{"refreshToken":"nonsense"}""")),

        new("List without a token", Call.Get("/api/products")),
        new("List", Clerk(Call.Get("/api/products"))),
        new("List one category", Clerk(Call.Get("/api/products?category=electrics"))),
        new("Find", Clerk(Call.Get("/api/products/ROPE-10"))),
        new("Find what is known", Clerk(Call.Get("/api/products/ROPE-10")).With("If-None-Match", "\"1\"")),
        new("Find what is not there", Clerk(Call.Get("/api/products/ANCHOR"))),
        new("Ask for the head only", Clerk(new Call("HEAD", "/api/products"))),
        new("Ask for the options", Clerk(new Call("OPTIONS", "/api/products"))),
        new("Ask at no address", Clerk(Call.Get("/api/suppliers"))),

        Command("Add a product", Clerk(Call.Post("/api/products", Shackle))),
        Command("Add it once more", Clerk(Call.Post("/api/products", Shackle))),
        Refused("Add without a token", Call.Post("/api/products", Shackle)),
        Refused("Add with wrong fields", Clerk(Call.Post("/api/products", """{"sku":"x","name":"","category":"rigging","priceInCents":0}"""))),
        Refused("Add with missing fields", Clerk(Call.Post("/api/products", """{"sku":"SHACKLE-9"}"""))),
        Refused("Add with broken JSON", Clerk(Call.Post("/api/products", """{"sku":"""))),
        Refused("Add in another format", Clerk(Call.Post("/api/products", "SHACKLE-9") with { ContentType = "text/plain" })),

        Refused("Edit without a version", Clerk(Call.Put("/api/products/ROPE-10", """{"name":"Rope","priceInCents":250}"""))),
        Refused("Edit an older version", Clerk(Call.Put("/api/products/ROPE-10", """{"name":"Rope","priceInCents":250}""").With("If-Match", "\"0\""))),
        Command("Edit", Clerk(Call.Put("/api/products/ROPE-10", """{"name":"Rope, 10 mm, white","priceInCents":250}""").With("If-Match", "\"1\""))),

        Command("Receive goods", Clerk(Call.Post("/api/products/SHACKLE-6/movements", """{"quantity":40,"reason":"delivery 881"}"""))),
        Command("Ship goods", Clerk(Call.Post("/api/products/SHACKLE-6/movements", """{"quantity":-15,"reason":"order 17"}"""))),
        Command("Ship more than there is", Clerk(Call.Post("/api/products/LAMP-LED/movements", """{"quantity":-13,"reason":"order 18"}"""))),
        Refused("Move nothing", Clerk(Call.Post("/api/products/LAMP-LED/movements", """{"quantity":0,"reason":"order 19"}"""))),
        Refused("Move what is not there", Clerk(Call.Post("/api/products/ANCHOR/movements", """{"quantity":1,"reason":"delivery 882"}"""))),
        new("List movements", Clerk(Call.Get("/api/products/LAMP-LED/movements"))),

        Refused("Raise prices as a clerk", Clerk(Call.Post("/api/price-changes", """{"category":"rigging","percent":10}"""))),
        Command("Raise prices", Manager(Call.Post("/api/price-changes", """{"category":"rigging","percent":10}"""))),
        Command("Raise prices of nothing", Manager(Call.Post("/api/price-changes", """{"category":"sails","percent":10}"""))),
        Refused("Raise prices too far", Manager(Call.Post("/api/price-changes", """{"category":"rigging","percent":1000}"""))),
        new("Find the price change", Manager(Call.Get("/api/price-changes/1"))),

        Command("Ship the last lamps", Clerk(Call.Post("/api/products/LAMP-LED/movements", """{"quantity":-12,"reason":"order 20"}"""))),
        Command("Archive what is sold out", Manager(Call.Post("/api/products/archive", """{"category":"electrics"}"""))),
        Command("Remove what is in stock", Clerk(Call.Delete("/api/products/ROPE-14"))),
        Command("Remove", Clerk(Call.Delete("/api/products/SHACKLE-8"))),
        Command("Remove what is not there", Clerk(Call.Delete("/api/products/ANCHOR"))),
        new("List at last", Clerk(Call.Get("/api/products"))),
    ];

    private static Step SignIn(string name, string password) =>
        new($"Sign in as {name}", Call.Post("/account/sign-in", $$"""{"userName":"{{name}}","password":"{{password}}"}"""));

    private static Secret Token(string name, string property) => new(name, answer => answer.Json.GetProperty(property).GetString()!);

    private static Step Command(string name, Call call) => new(name, call) { IsCommand = true, IsKept = true };

    private static Step Refused(string name, Call call) => new(name, call) { IsCommand = true };

    private static Call Clerk(Call call) => call.With("Authorization", "Bearer {clerk}");

    private static Call Manager(Call call) => call.With("Authorization", "Bearer {manager}");
}
