using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Coherence.Queries;

public sealed class CachedActionTests
{
    [Fact]
    public async Task An_action_of_a_controller_is_cached_like_any_query()
    {
        await using var crm = await Crm.StartAsync(
            (app, _) => app.MapControllers().AsQueries().Cached(),
            builder => builder.Services.AddControllers().AddApplicationPart(typeof(CachedActionTests).Assembly).ConfigureApplicationPartManager(parts =>
            {
                parts.FeatureProviders.Clear();
                parts.FeatureProviders.Add(new OnlyCounts());
            }));
        CountsController.Runs = 0;
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal($"alice: {round}", (await crm.GetAsync("/counts/opportunities")).Text);
            Assert.Equal($"alice: {round}", (await crm.GetAsync("/counts/opportunities")).Text);
            Assert.Equal($"bob: {round}", (await crm.GetAsync("/counts/opportunities", "bob")).Text);
            Assert.Equal(2 * (round + 1), CountsController.Runs);
            await crm.AddAsync(Crm.Acme, "New");
        }
    }

    private sealed class OnlyCounts : ControllerFeatureProvider
    {
        protected override bool IsController(TypeInfo typeInfo) => typeInfo == typeof(CountsController);
    }

    [Route("counts")]
    public sealed class CountsController : ControllerBase
    {
        public static int Runs { get; set; }

        [HttpGet("opportunities")]
        public async Task<string> Opportunities([FromServices] CrmDb db)
        {
            Runs++;
            return $"{User.Identity?.Name}: {await db.Opportunities.CountAsync(HttpContext.RequestAborted)}";
        }
    }
}
