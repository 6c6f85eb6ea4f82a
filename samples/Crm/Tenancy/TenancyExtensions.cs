namespace Crm.Tenancy;

public static class TenancyExtensions
{
    public static IServiceCollection AddTenancy(this IServiceCollection services) =>
        services.AddHttpContextAccessor().AddScoped<Caller>();
}
