using Evenkeel.Stores.Tests.Databases;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Processes;

/// <summary>Starts the test server as a process of its own.</summary>
internal static class TestServers
{
    public static ServerSpec On(TestDatabase database, params string[] arguments) => new()
    {
        Dll = Repository.Built("TestServer", "Evenkeel.TestServer.dll"),
        Arguments = ["--database", database.ServerSetting, .. arguments],
        // A start is most of what a crash costs here, and profiling for later speed is part of it.
        Environment = new Dictionary<string, string?> { ["DOTNET_TieredPGO"] = "0" },
        ReadyPath = "/ready",
        ReadyWithin = TimeSpan.FromSeconds(60),
    };
}
