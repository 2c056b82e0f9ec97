using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Slipway.Platform.Storage;
using Slipway.Testing;
using Slipway.Testing.Databases;

namespace Slipway.Tests.Hosting;

/// <summary>A server with the drill on either database, and the clock that it goes by.</summary>
public abstract class RunningDrill(bool postgres) : IAsyncLifetime
{
    private string? database;

    public MovableClock Clock { get; } = new();

    public SlipwayApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (postgres)
        {
            if (!PostgresServer.Installed)
                return;
            database = PostgresServer.NewDatabase();
        }
        App = await SlipwayApp.StartAsync(
            settings => settings with { LaunchFolder = Repository.At("examples/drill"), Place = database is null ? settings.Place : DatabasePlace.Postgres(database) },
            services => services.AddSingleton<IClock>(Clock));
    }

    public async ValueTask DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
        if (database is not null)
            PostgresServer.GiveBack(database);
        GC.SuppressFinalize(this);
    }

    /// <summary>Somebody of the drill.</summary>
    public async Task<HttpClient> AsAsync(string person, string role = "it-operations")
    {
        Assert.SkipUnless(!postgres || PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        var client = await App.ClientAsync(role, person, "drill");
        // So that what is too large is told before it is sent.
        client.DefaultRequestHeaders.ExpectContinue = true;
        return client;
    }

    /// <summary>A rehearsal at the pace of life, played by hand.</summary>
    public async Task<Guid> RehearsalAsync()
    {
        using var manager = await AsAsync("daher");
        var answer = await manager.PostAsJsonAsync("/api/v1/launches/drill/runs", new { mode = "rehearsal", speed = 1 });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.JsonAsync()).GetProperty("id").GetGuid();
    }

    public sealed class OnSqlite() : RunningDrill(postgres: false);

    public sealed class OnPostgres() : RunningDrill(postgres: true);
}

/// <summary>Answers of the API.</summary>
internal static class ApiAnswers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    public static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    /// <summary>The types of a run's entries behind a version, oldest first.</summary>
    public static async Task<List<string?>> TypesAsync(this HttpClient client, Guid run, long after = 0) =>
        [.. (await (await client.GetAsync($"/api/v1/runs/{run}/journal?after={after}")).JsonAsync()).GetProperty("entries").EnumerateArray().Select(entry => Text(entry, "type"))];

    /// <summary>One act; a command id is made up where none is given.</summary>
    public static Task<HttpResponseMessage> ActAsync(this HttpClient client, Guid run, object act, Guid? command = null)
    {
        var body = JsonSerializer.SerializeToNode(act)!.AsObject();
        body["commandId"] = command ?? Guid.CreateVersion7();
        return client.PostAsJsonAsync($"/api/v1/runs/{run}/acts", body);
    }

    public static async Task<JsonElement> AcceptedAsync(this Task<HttpResponseMessage> sending)
    {
        var answer = await sending;
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.JsonAsync();
    }

    /// <summary>A problem with this status and name that says what to do next.</summary>
    public static async Task<JsonElement> RefusedAsync(this Task<HttpResponseMessage> sending, int status, string name)
    {
        var answer = await sending;
        var problem = await answer.JsonAsync();
        Assert.Equal((status, $"urn:slipway:problem:{name}"), ((int)answer.StatusCode, problem.GetProperty("type").GetString()));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem;
    }
}
