using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Following;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Following;

/// <summary>What the main one says to who asks in a wrong way.</summary>
public sealed class FollowApiTests
{
    private const string Pull = "/api/v1/follow/pull";

    [Fact]
    public async Task Another_version_a_newer_generation_and_a_session_that_is_over_are_refused_each_by_name()
    {
        await using var app = await SlipwayApp.StartAsync();
        using var client = await app.ClientAsync("administrator");
        var level = SqliteFile.Level(app.Place.DatabaseFile);
        await client.PostAsJsonAsync(Pull, new { at = "", generation = 1, level = level.Append("OfTomorrow") }).RefusedAsync(409, "main-is-older");
        await client.PostAsJsonAsync(Pull, new { at = "", generation = 1, level = level.SkipLast(1) }).RefusedAsync(409, "main-is-newer");
        await client.PostAsJsonAsync(Pull, new { at = "", generation = 2, level }).RefusedAsync(409, "was-replaced");
        await client.PostAsJsonAsync(Pull, new { at = "", generation = 1, level, session = "x" }).RefusedAsync(410, "session-over");
        await client.PostAsJsonAsync(Pull, new { at = "", generation = 1, level, streams = new Dictionary<string, object> { ["run:1"] = new { version = 7, hash = "00" } } }).RefusedAsync(409, "journal-differs");

        var answer = await client.PostAsJsonAsync(Pull, new { at = "", generation = 1, level });
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd().Split('\n');
        Assert.Contains("\"hello\":{", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"end\":{\"behind\":0}", lines[^1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("\"table\":\"plan_versions\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_on_PostgreSQL_is_not_followed_and_says_what_to_do_instead()
    {
        await using var running = await AppOnDatabase.StartAsync(DatabaseKind.Postgres);
        using var client = await running.App.ClientAsync("administrator");
        var problem = await client.PostAsJsonAsync(Pull, new { at = "", generation = 1, level = Array.Empty<string>() }).RefusedAsync(422, "postgres-is-not-followed");
        Assert.Contains("replicas", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_administrators_of_everything_may_follow()
    {
        await using var app = await SlipwayApp.StartAsync();
        foreach (var (role, launch) in new[] { ("observer", null), ("it-operations", "usct"), ("administrator", "usct") })
        {
            using var client = await app.ClientAsync(role, launch: launch);
            await client.PostAsJsonAsync(Pull, new { at = "", generation = 1, level = Array.Empty<string>() }).RefusedAsync(403, "may-not-follow");
        }
        using var nobody = app.Client();
        await nobody.PostAsJsonAsync(Pull, new { at = "", generation = 1, level = Array.Empty<string>() }).RefusedAsync(401, "no-token");
    }

    [Fact]
    public async Task Who_only_says_that_he_is_the_main_one_stops_nobody()
    {
        await using var app = await SlipwayApp.StartAsync();
        using var nobody = app.Client();
        var said = await (await nobody.PostAsJsonAsync("/api/v1/follow/meet", new { generation = 9, main = true, at = "http://evil.example", signature = "00" })).JsonAsync();
        Assert.Equal((1, true), (said.GetProperty("generation").GetInt64(), said.GetProperty("main").GetBoolean()));
        // What it said of itself, with another generation.
        await nobody.PostAsJsonAsync("/api/v1/follow/meet", new { generation = 9, main = true, at = said.GetProperty("at").GetString(), signature = said.GetProperty("signature").GetString() });
        Assert.Null(app.Services.GetRequiredService<RoleKeeper>().ReplacedBy);
        Assert.Null(MovedMark.Read(app.Place));

        // Signed with the key that both have, it is heard.
        var truth = Statement.Of(app.Services.GetRequiredService<Slipway.Platform.Identity.SigningKey>(), 2, true, "http://second.example");
        await nobody.PostAsJsonAsync("/api/v1/follow/meet", truth);
        Assert.Equal("http://second.example", app.Services.GetRequiredService<RoleKeeper>().ReplacedBy);
        Assert.Equal((2L, "http://second.example"), MovedMark.Replaced(app.Place));
    }
}
