using System.CommandLine;
using Evenkeel.Cli;
using Evenkeel.Cli.Clients;
using Evenkeel.Cli.Contracts;

// Exit codes: 0 all is well, 1 the answer is no, 2 the question could not be read.
var root = new RootCommand("Keeps pages, servers, caches and deployments of an application in step.")
{
    new Command("contract", "What the actions of a build take and give.") { DiffCommand.Create(), CheckCommand.Create() },
    new Command("generate", "Writes source files from the contracts of a build.") { ClientCommand.Create() },
};
var parsed = root.Parse(args);
if (parsed.Errors.Count == 0)
{
    return await parsed.InvokeAsync();
}

foreach (var error in parsed.Errors)
{
    await parsed.InvocationConfiguration.Error.WriteLineAsync(error.Message);
}

return ExitCode.Unreadable;
