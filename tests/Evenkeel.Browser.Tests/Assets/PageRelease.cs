using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Evenkeel.TestBed;

namespace Evenkeel.Browser.Tests.Assets;

/// <summary>A front end of one page with a lazy chunk and the real worker, laid out as the Vite plugin does.</summary>
internal static class PageRelease
{
    private static readonly string Client = Path.Combine(Repository.Root, "web", "client", "dist");

    public static void Write(string folder, string build)
    {
        Dictionary<string, string> files = new()
        {
            ["index.html"] = $"""
                <!doctype html><html><head><meta charset="utf-8"><meta name="evenkeel-build" content="{build}"><title>{build}</title>
                <link rel="icon" href="data:,"><script type="module" src="/assets/main-{build}.js"></script></head><body></body></html>
                """,
            [$"assets/main-{build}.js"] = $$"""
                import { registerWorker } from "./register-1.js";
                window.worker = registerWorker({ activateWhen: () => window.safe === true });
                window.lazy = () => import("./lazy-{{build}}.js").then(module => module.default);
                window.started = "{{build}}";
                """,
            [$"assets/lazy-{build}.js"] = $"export default \"{build}\";",
            ["assets/register-1.js"] = File.ReadAllText(Path.Combine(Client, "service-worker", "index.js")),
        };
        string[] shell = ["index.html"], hashed = [.. files.Keys.Except(shell)];
        var sums = files.ToDictionary(file => file.Key, file => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Value))));
        files["evenkeel.json"] = JsonSerializer.Serialize(new { evenkeel = 1, build, files = sums, shell });
        var list = JsonSerializer.Serialize(new { build, page = "index.html", shell, hashed, never = new[] { "/api" } });
        files["evenkeel-worker.js"] = $"self.evenkeel={list};\n{File.ReadAllText(Path.Combine(Client, "evenkeel-worker.js"))}";
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
