using System.Globalization;

namespace Usct;

/// <summary>
/// Release 1.0 is the sandbox's; 2.0 records how a household was paid; 2.1 takes for granted that every paid application
/// says so. Those of the sandbox do not: a journey through a new application finds nothing, only real use does.
/// </summary>
public static class Service
{
    private const string SignedIn = "usct-officer";

    public static async Task<int> RunAsync(string release, Registry registry, int port, string? closed)
    {
        if (release is not ("1.0" or "2.0" or "2.1"))
        {
            Console.Error.WriteLine($"There is no release {release}: 1.0, 2.0 or 2.1.");
            return 2;
        }
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        await using var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Response.Headers["X-Release"] = release;
            return next(context);
        });
        // Closed, it still answers whoever looks; nobody can write any more.
        app.Use((context, next) => HttpMethods.IsPost(context.Request.Method) && closed is not null && File.Exists(closed)
            ? Results.Problem("The service is closed for its move. Use the paper form.", statusCode: 503).ExecuteAsync(context)
            : next(context));
        app.MapGet("/health", async () => Results.Json(new { status = await registry.FirstAsync("SELECT 1 AS one") is null ? "down" : "up", release, database = registry.Name }));
        app.MapGet("/", async () => Results.Content(Home(release, registry.Name, await CountsAsync(registry), closed is not null && File.Exists(closed)), "text/html; charset=utf-8"));
        app.MapPost("/session", (HttpContext context, Officer officer) =>
        {
            context.Response.Cookies.Append(SignedIn, officer.Name, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict });
            return Results.Json(new { officer = officer.Name });
        });
        var officers = app.MapGroup("/applications").AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Cookies.ContainsKey(SignedIn) ? await next(context) : Results.Problem("Sign in first.", statusCode: 401));
        officers.MapPost("/", async (Application sent, HttpRequest request) => await ApplyAsync(registry, sent, KeyOf(request)));
        officers.MapGet("/{id}", async (string id) => await SeeAsync(registry, release, id));
        officers.MapPost("/{id}/approve", async (string id) => await MoveAsync(registry, release, id, "approved", "received"));
        officers.MapPost("/{id}/pay", async (string id) => await PayAsync(registry, release, id));
        await app.RunAsync();
        return 0;
    }

    /// <summary>The same key twice is the same application.</summary>
    private static string KeyOf(HttpRequest request) => request.Headers["Idempotency-Key"] is [{ Length: > 0 } key] ? key : $"{Guid.NewGuid()}";

    private static async Task<IResult> ApplyAsync(Registry registry, Application sent, string id)
    {
        if (await registry.FirstAsync("SELECT code FROM households WHERE code = @code", ("code", sent.Household)) is null)
            return Results.Problem($"Nobody is registered as {sent.Household}.", statusCode: 422);
        await registry.ChangeAsync("INSERT INTO applications (id, household, state) VALUES (@id, @household, 'received') ON CONFLICT (id) DO NOTHING", ("id", id), ("household", sent.Household));
        return Results.Created($"/applications/{id}", new { id, state = "received" });
    }

    private static async Task<IResult> SeeAsync(Registry registry, string release, string id)
    {
        if (await registry.FirstAsync($"SELECT {(release == "1.0" ? "id, household, state" : "id, household, state, paid_by")} FROM applications WHERE id = @id", ("id", id)) is not { } application)
            return Results.Problem($"There is no application {id}.", statusCode: 404);
        if (release == "2.1" && application["state"] is "paid")
            return Results.Json(new { id, state = "paid", paidBy = ((string)application["paid_by"]!).ToUpperInvariant() });
        return Results.Json(application);
    }

    private static async Task<IResult> MoveAsync(Registry registry, string release, string id, string to, string from)
    {
        await registry.ChangeAsync("UPDATE applications SET state = @to WHERE id = @id AND state = @from", ("to", to), ("id", id), ("from", from));
        return await SeeAsync(registry, release, id);
    }

    private static async Task<IResult> PayAsync(Registry registry, string release, string id)
    {
        await registry.ChangeAsync("INSERT INTO payments (application, amount) SELECT id, 1 FROM applications WHERE id = @id AND state = 'approved'", ("id", id));
        if (release != "1.0")
            await registry.ChangeAsync("UPDATE applications SET paid_by = 'payment hub' WHERE id = @id AND state = 'approved'", ("id", id));
        return await MoveAsync(registry, release, id, "paid", "approved");
    }

    private static async Task<IReadOnlyDictionary<string, object?>> CountsAsync(Registry registry) =>
        (await registry.FirstAsync("SELECT (SELECT count(*) FROM households) AS households, (SELECT count(*) FROM applications) AS applications, (SELECT count(*) FROM payments) AS payments"))!;

    private static string Home(string release, string database, IReadOnlyDictionary<string, object?> counts, bool closed) => $"""
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Social Cash Transfer</title>
        <h1>Unconditional Social Cash Transfer</h1>
        {(closed ? "<p><strong>The service is moving tonight. Offices work on paper until it opens again.</strong></p>" : "<p>The service is open.</p>")}
        <p>{counts["households"]} households, {counts["applications"]} applications, {counts["payments"]} payments.</p>
        <footer>Release {release} on {database}</footer></html>
        """;
}

public sealed record Officer(string Name);

public sealed record Application(string Household);
