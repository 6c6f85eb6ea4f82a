using Evenkeel.Stores.Tests.Databases;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Processes;

/// <summary>Starts the test server as a process of its own.</summary>
internal static class TestServers
{
    public static ServerSpec On(TestDatabase database, params string[] arguments) => new()
    {
        Dll = Repository.Published("TestServer", "Evenkeel.TestServer.dll"),
        Arguments = ["--database", database.ServerSetting, .. arguments],
        // Compiling is most of what a start costs, and the storms start hundreds: nothing is compiled a second time, for a speed that these servers never live to have.
        Environment = new Dictionary<string, string?>
        {
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_TC_CallCountingDelayMs"] = "100000",
            ["DOTNET_EnableWriteXorExecute"] = "0",
            ["DOTNET_gcConcurrent"] = "0",
        },
        ReadyPath = "/ready",
        ReadyWithin = TimeSpan.FromSeconds(60),
    };
}
