using System.Reflection;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>The application under test with MVC controllers in place of minimal endpoints.</summary>
public static class MvcApp
{
    public static TheoryData<Routing> Routings => [.. Enum.GetValues<Routing>()];

    /// <summary>Starts with <see cref="NotesController"/>.</summary>
    public static Task<TestApp> StartAsync(Routing routing, Script? script = null, Action<MvcOptions>? mvc = null, TestAppOptions? options = null) =>
        StartAsync([typeof(NotesController)], routing, script, mvc, options);

    public static Task<TestApp> StartAsync(Type[] controllers, Routing routing, Script? script = null, Action<MvcOptions>? mvc = null, TestAppOptions? options = null)
    {
        options ??= new TestAppOptions();
        return TestApp.StartAsync(
            app =>
            {
                if (routing == Routing.Endpoints)
                {
                    app.MapControllers();
                    app.MapControllerRoute("conventional", "conventional/{controller}/{action}");
                }
            },
            options with
            {
                Services = builder =>
                {
                    options.Services(builder);
                    builder.Services.AddSingleton(script ?? new Script());
                    Add(builder.Services, controllers, routing, mvc);
                },
                Pipeline = app =>
                {
                    options.Pipeline(app);
                    if (routing == Routing.ByMvc)
                    {
                        app.UseAuthentication();
                        app.UseMvc(routes => routes.MapRoute("conventional", "conventional/{controller}/{action}"));
                    }
                },
            });
    }

    public static IMvcBuilder Add(IServiceCollection services, Type[] controllers, Routing routing, Action<MvcOptions>? mvc = null) =>
        services
            .AddMvc(mvc ?? (static _ => { }))
            .AddMvcOptions(options => options.EnableEndpointRouting = routing == Routing.Endpoints)
            .ConfigureApplicationPartManager(parts =>
            {
                parts.FeatureProviders.Clear();
                parts.FeatureProviders.Add(new Only(controllers));
            });

    private sealed class Only(Type[] controllers) : IApplicationFeatureProvider<ControllerFeature>
    {
        public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
        {
            foreach (var controller in controllers)
            {
                feature.Controllers.Add(controller.GetTypeInfo());
            }
        }
    }
}
