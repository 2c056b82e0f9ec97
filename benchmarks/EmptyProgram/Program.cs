using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

// Razor Pages, EF and Identity, and nothing that they do: what our own program's start is compared with.
// EmptyProgram DATABASE-FILE
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddDbContext<IdentityDbContext>(options => options.UseSqlite($"Data Source={args[0]}"));
builder.Services.AddDefaultIdentity().AddEntityFrameworkStores<IdentityDbContext>();
builder.Services.AddRazorPages();

var app = builder.Build();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.MapStaticAssets();
app.MapRazorPages().WithStaticAssets();
await using (var scope = app.Services.CreateAsyncScope())
    await scope.ServiceProvider.GetRequiredService<IdentityDbContext>().Database.EnsureCreatedAsync();
await app.StartAsync();
Console.WriteLine($"Slipway is ready: {app.Urls.First()}");
await app.WaitForShutdownAsync();

internal static class DefaultIdentity
{
    public static IdentityBuilder AddDefaultIdentity(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        return services.AddIdentityCore<IdentityUser>().AddSignInManager();
    }
}
