using System.Diagnostics;
using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Stability.Admission;
using LoadServer;

// LoadServer --contender keel|bare
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var isKeel = builder.Configuration["contender"] == "keel";
if (isKeel)
{
    builder.AddEvenkeel().UseAdmission(options => options.Priority = http => http.Request.Path.Value switch
    {
        "/cpu" or "/plain-uncounted" => null,
        _ => AdmissionPriority.Query,
    });
}

var app = builder.Build();
if (isKeel)
{
    app.UseEvenkeel();
}

app.UseRouting();
RouteHandlerBuilder[] limited = [app.MapGet("/work", Work.Run), app.MapGet("/plain", () => "A plain endpoint.")];
if (isKeel)
{
    // What an action has by itself.
    Array.ForEach(limited, static each => each.WithDeadline(TimeSpan.FromSeconds(30)));
}

app.MapGet("/plain-uncounted", () => "A plain endpoint.");
app.MapGet("/cpu", () => Environment.CpuUsage.TotalTime.TotalMicroseconds);
app.MapGet("/memory", () => Process.GetCurrentProcess().PeakWorkingSet64);
app.Run();
