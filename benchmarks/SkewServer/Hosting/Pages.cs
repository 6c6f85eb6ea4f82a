using Microsoft.Extensions.FileProviders;

namespace SkewServer.Hosting;

/// <summary>The pages of the benchmark, on the origin that they ask.</summary>
internal static class Pages
{
    public static void UsePages(this IApplicationBuilder app, string? folder)
    {
        if (folder is not null)
        {
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.GetFullPath(folder)) });
        }
    }
}
