using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using NodaTime;
using Slipway.Platform.Backup;
using Slipway.Platform.Following;
using Slipway.Platform.Identity;
using Slipway.Platform.Journal;
using Slipway.Platform.Live;
using Slipway.Platform.Localisation;
using Slipway.Platform.Notices;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;
using Slipway.Platform.Work;

namespace Slipway.Platform.Web;

/// <summary>Puts the web application together: first its services, then what a request passes, in order.</summary>
internal static class WebProgram
{
    public static WebApplication Build(ServerSettings settings, IReadOnlyList<IFeature> features, Action<IServiceCollection>? adjust)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Tests start it from a program of another name.
            ApplicationName = "Slipway",
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Every test and every start from the sources checks it, so that the published program need not at each start.
        var published = !File.Exists(Path.Combine(AppContext.BaseDirectory, "Slipway.staticwebassets.runtime.json"));
        builder.Host.UseDefaultServiceProvider(container => container.ValidateOnBuild = container.ValidateScopes = !published);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Its only warning is that the keys in the database are not encrypted; docs/operators.md says who may read it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Listen(settings);
        // Built and not published, style sheets and scripts are still where they were written.
        if (!published)
            builder.WebHost.UseStaticWebAssets();

        AddServices(builder.Services, settings);
        foreach (var feature in features)
            feature.AddServices(builder.Services);
        adjust?.Invoke(builder.Services);

        var app = builder.Build();
        Use(app, features);
        Map(app, features);
        return app;
    }

    private static void AddServices(IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddSingleton<TimeProvider, ClockTimeProvider>();
        services.AddStorage(settings.Place);
        services.AddSingleton<DatabaseAnswer>();
        services.AddJournal(settings.Place, isCopy: settings.Follow is not null);
        services.AddHostedService(provider => provider.GetRequiredService<ClockWatch>());
        // Before all that writes when it is stopped: what begins first is stopped last.
        services.AddMirror(settings);
        services.AddLive(settings.Place);
        services.AddFollowing(settings);
        services.AddBackgroundWork();
        services.AddNotices(settings.Notices);
        services.AddDataProtection().SetApplicationName("Slipway");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, DataProtectionKeys>();
        services.AddSlipwayIdentity();
        services.AddPermissions();
        services.AddLocalisation(strict: false);
        services.AddSlipwayProblems();
        services.AddRateLimits();
        services.AddPageCompression();
        services.AddApiDescription();
        services.ConfigureHttpJsonOptions(json =>
        {
            SlipwayJson.Configure(json.SerializerOptions);
            json.SerializerOptions.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.AllowDuplicateProperties = false;
        });
        // So that the refusal can name the field.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<FormOptions>(forms => forms.ValueCountLimit = 5000);
        services.AddAntiforgery(forms => forms.Cookie.Name = "slipway-form");
    }

    private static void Use(WebApplication app, IReadOnlyList<IFeature> features)
    {
        app.UseForwardedHeaders();
        app.UseResponseCompression();
        app.UseSlipwaySecurityHeaders();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions
            {
                StatusCodeSelector = refused => refused is BadHttpRequestException bad ? bad.StatusCode
                    : DatabaseAway.Is(refused) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
                // What a client sends wrong is the client's to read, not the operator's; that the database is away is said once, and not with each request.
                SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException || DatabaseAway.Is(context.Exception),
            });
            api.UseStatusCodePages();
        });
        foreach (var feature in features)
            feature.Use(app);
        if (app.Services.GetRequiredService<ServerSettings>().Follow is not null)
            app.UseCopyRefusal();
        // PostgreSQL holds no text with a NUL in it; nobody means one.
        app.UseWhen(context => context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true, refused => refused.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }));
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    private static void Map(WebApplication app, IReadOnlyList<IFeature> features)
    {
        app.MapStaticAssets().Needs(PermissionTable.LookAtServer).DisableRateLimiting();
        app.MapHealth();
        app.MapApiDescription();
        FollowApi.Map(app);
        foreach (var feature in features)
            feature.MapEndpoints(app);
    }
}
