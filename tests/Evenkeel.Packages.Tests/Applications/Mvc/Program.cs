using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;
using Mvc.Data;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllersWithViews();
builder.Services.AddDbContext<NotesDb>(db => db.UseSqlite(builder.Configuration.GetConnectionString("Notes")));
builder.AddEvenkeel().UseStore<NotesDb>();

var app = builder.Build();
await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<NotesDb>().Database.EnsureCreatedAsync();
}

app.UseEvenkeel();
app.UseRouting();
app.UseAuthorization();
app.MapStaticAssets();
app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}").WithStaticAssets();
app.MapEvenkeel();

app.Run();
