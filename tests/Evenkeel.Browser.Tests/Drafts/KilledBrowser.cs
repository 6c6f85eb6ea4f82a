using System.Diagnostics;
using System.Globalization;
using Evenkeel.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Drafts;

/// <summary>A browser whose processes are all ended at once, as a power cut does it, and which is then started again on what is left of its profile.</summary>
internal sealed class KilledBrowser(Chromium chromium) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("evenkeel-profile-").FullName;
    private IBrowserContext? _context;

    public async Task<IPage> OpenAsync(Uri address)
    {
        if (_context is null)
        {
            // The lock of the browser that was killed.
            foreach (var left in Directory.EnumerateFileSystemEntries(_folder, "Singleton*"))
            {
                File.Delete(left);
            }

            _context = await chromium.LaunchAsync(_folder);
            _context.SetDefaultTimeout(Chromium.PatienceMs);
        }

        var page = await _context.NewPageAsync();
        await page.GotoAsync(address.ToString());
        return page;
    }

    public async Task KillAsync()
    {
        var own = Process.GetProcesses().Where(each => CommandOf(each.Id).Contains(_folder, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(own);
        foreach (var each in own)
        {
            each.Kill();
        }

        foreach (var each in own)
        {
            await each.WaitForExitAsync();
        }

        _context = null;
    }

    public async ValueTask DisposeAsync()
    {
        await (_context?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }

    private static string CommandOf(int id)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cmdline"));
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }
}
