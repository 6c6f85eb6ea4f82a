namespace Evenkeel.TestServer.Control;

/// <summary>Answers in place of the application, outside everything that Evenkeel adds: a proxy in front of it would do the same.</summary>
internal sealed class Misbehaviour(ServerMode mode, RequestCounts counts) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, pass) =>
        {
            if (!http.Request.Path.StartsWithSegments("/test"))
            {
                counts.Add(http.Request);
            }

            if (mode.Instead(http.Request.Path) is not var (status, type, body))
            {
                await pass(http);
                return;
            }

            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
            (http.Response.StatusCode, http.Response.ContentType) = (status, type);
            await http.Response.WriteAsync(body, http.RequestAborted);
        });
        next(app);
    };
}
