using Microsoft.Extensions.FileProviders;

namespace FlushServer.Hosting;

/// <summary>The contenders' pages, on the origin that they send to.</summary>
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
