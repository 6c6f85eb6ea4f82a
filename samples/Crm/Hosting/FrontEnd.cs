using Evenkeel.AspNetCore;

namespace Crm.Hosting;

/// <summary>The built single-page application, with the files of earlier builds that pages still open may ask for.</summary>
public static class FrontEnd
{
    private const string NotBuilt = "The front end is not built yet: npm install && npm run build -w @evenkeel/sample-crm";

    public static void UseFrontEnd(this WebApplication app)
    {
        app.UseEvenkeelAssets();
        if (!app.Environment.WebRootFileProvider.GetFileInfo("index.html").Exists)
            app.MapGet("/", () => TypedResults.Text(NotBuilt, statusCode: StatusCodes.Status503ServiceUnavailable));
    }
}
