using Evenkeel.Adoption.Tests.Databases;
using Evenkeel.Adoption.Tests.Exchanges;
using Evenkeel.Adoption.Tests.Hosting;

namespace Evenkeel.Adoption.Tests.Adopted;

/// <summary>One operation, sent again while it is still under way.</summary>
internal static class Duplicates
{
    private const int Count = 6;

    /// <summary>All at once.</summary>
    public static async Task<Answer> SendAtOnceAsync(SignedIn user, Call command)
    {
        var operation = command.WithId(Operations.NewId());
        return Only(await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => user.SendAsync(operation))));
    }

    /// <summary>The second while the first stands still within its handler. PostgreSQL only.</summary>
    /// <param name="app">The application.</param>
    /// <param name="table">Where the handler is held.</param>
    /// <param name="user">Who sends it.</param>
    /// <param name="command">What is sent.</param>
    public static async Task<Answer> SendDuringAsync<TApp>(AdoptingApp<TApp> app, string table, SignedIn user, Call command)
        where TApp : class
    {
        var operation = command.WithId(Operations.NewId());
        await using var held = await TableLock.TakeAsync(app.Database, table);
        var first = user.SendAsync(operation);
        await held.WaiterAsync();
        var second = user.SendAsync(operation);
        await app.UnderWay.AreAsync(2);
        await held.DisposeAsync();
        return Only(await Task.WhenAll(first, second));
    }

    // Which of them takes effect is the database's to say.
    private static Answer Only(Answer[] answers)
    {
        var applied = Assert.Single(answers, answer => !answer.IsReplay());
        Assert.All(answers, answer => Assert.Equal(applied.Kept(), answer.Kept()));
        return applied;
    }
}
