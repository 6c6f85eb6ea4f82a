using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Coherence.Queries;

public sealed class QueryKeyTests
{
    [Theory]
    [InlineData("/a/1", "/a/1", true)]
    [InlineData("/a/1", "/a/2", false)]
    [InlineData("/a/1?x=1&y=2", "/a/1?y=2&x=1", true)]
    [InlineData("/a/1?x=1&x=2", "/a/1?x=2&x=1", false)]
    [InlineData("/a/1?x=1", "/a/1?x=2", false)]
    [InlineData("/a/1?x=a%26y%3Db", "/a/1?x=a&y=b", false)]
    [InlineData("/a/1?x=%31", "/a/1?x=1", true)]
    [InlineData("/a/1?x=", "/a/1", false)]
    [InlineData("/a/x.css", "/a/x.js", false)]
    [InlineData("/a/b%2Fc", "/a/b", false)]
    public async Task Two_requests_share_an_answer_only_if_they_ask_for_the_same(string first, string second, bool share)
    {
        await using var crm = await Crm.StartAsync((app, crm) => app.MapQuery("/a/{**rest}", (string rest, HttpContext http) =>
        {
            crm.Ran();
            return $"{rest}{http.Request.QueryString}";
        }).Cached());
        var one = (await crm.GetAsync(first)).Text;
        Assert.Equal(1, crm.Runs());
        Assert.Equal(share, (await crm.GetAsync(second)).Text == one);
        Assert.Equal(share ? 1 : 2, crm.Runs());
    }

    [Fact]
    public async Task A_handler_sees_the_headers_that_are_in_the_key_and_no_others()
    {
        await using var crm = await Crm.StartAsync((app, crm) => app.MapQuery("/x", (HttpContext http, [FromHeader(Name = "X-Bound")] string? bound) =>
        {
            crm.Ran();
            return $"{bound},{http.Request.Headers["X-Named"]},{http.Request.Headers["X-Other"]}";
        }).Cached().VaryBy("X-Named"));
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("a,b,", (await crm.GetAsync("/x", headers: [("X-Bound", "a"), ("X-Named", "b"), ("X-Other", "c")])).Text);
            Assert.Equal("A,b,", (await crm.GetAsync("/x", headers: [("X-Bound", "A"), ("X-Named", "b")])).Text);
            Assert.Equal("a,B,", (await crm.GetAsync("/x", headers: [("X-Bound", "a"), ("X-Named", "B"), ("X-Other", "d")])).Text);
        }

        Assert.Equal(3, crm.Runs());
    }

    [Fact]
    public async Task A_foreign_host_name_is_in_nobody_elses_answer()
    {
        await using var crm = await Crm.StartAsync((app, crm) => app.MapQuery("/x", (HttpContext http) => $"http://{http.Request.Host}/next").Cached().Shared());
        Assert.Equal("http://evil.example/next", (await crm.GetAsync("/x", headers: ("Host", "evil.example"))).Text);
        Assert.Equal($"{crm.Host.BaseAddress}next", (await crm.GetAsync("/x")).Text);
    }

    [Fact]
    public async Task What_middleware_puts_into_the_scope_is_carried_or_the_query_runs_uncached()
    {
        await using var crm = await Crm.StartAsync(
            (app, crm) =>
            {
                app.Use((http, next) =>
                {
                    http.RequestServices.GetRequiredService<TenantOfRequest>().Name = http.Request.Headers["X-Tenant"];
                    return next(http);
                });
                app.MapQuery("/forgotten", (TenantOfRequest tenant) =>
                {
                    crm.Ran("forgotten");
                    return tenant.Name;
                }).Cached();
                app.MapQuery("/carried", (TenantOfRequest tenant) =>
                {
                    crm.Ran("carried");
                    return tenant.Name;
                }).Cached(options => options.Carry = (from, to) =>
                    to.RequestServices.GetRequiredService<TenantOfRequest>().Name = from.RequestServices.GetRequiredService<TenantOfRequest>().Name);
            },
            builder => builder.Services.AddScoped<TenantOfRequest>(),
            caller: options => options.Tenant = http => http.RequestServices.GetRequiredService<TenantOfRequest>().Name);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(["t1", "t2"], [(await crm.GetAsync("/forgotten", tenant: "t1")).Text, (await crm.GetAsync("/forgotten", tenant: "t2")).Text]);
            Assert.Equal(["t1", "t2"], [(await crm.GetAsync("/carried", tenant: "t1")).Text, (await crm.GetAsync("/carried", tenant: "t2")).Text]);
        }

        Assert.Equal((4, 2), (crm.Runs("forgotten"), crm.Runs("carried")));
    }

    private sealed class TenantOfRequest
    {
        public string? Name { get; set; }
    }
}
