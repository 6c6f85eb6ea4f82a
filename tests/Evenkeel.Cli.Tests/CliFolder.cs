using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Tests;

/// <summary>A folder of a test's own, with the contracts of both builds in it.</summary>
public sealed class CliFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evenkeel-cli-");

    public CliFolder()
    {
        Old = Write("old.json", ContractFile.Write(Builds.First, "1"));
        New = Write("new.json", ContractFile.Write(Builds.Second, "2"));
    }

    public string Old { get; }

    public string New { get; }

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
