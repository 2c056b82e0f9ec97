using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Journal;
using Slipway.Testing;
using Slipway.Tests.Features.Cutover.Automation;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover.Packs;

/// <summary>The offline pack over HTTP, against the run that it is of.</summary>
public abstract class RunPacksTests(RunningDrill drill)
{
    [Theory]
    [InlineData("en", "ltr", "Rollback plan", "Who leads")]
    [InlineData("fr", "ltr", "Plan de retour arrière", "Qui dirige")]
    [InlineData("ar", "rtl", "خطة التراجع", "من يقود")]
    public async Task Holds_what_the_run_holds_in_each_language(string language, string direction, string rollback, string leads)
    {
        using var client = await drill.AsAsync("daher");
        var run = await drill.RehearsalAsync();
        await client.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync();
        await client.ActAsync(run, new { act = "raise-issue", title = "The tape is used up", severity = "high", owner = "guedi" }).AcceptedAsync();
        var shown = await (await client.GetAsync($"/api/v1/runs/{run}")).JsonAsync();
        var page = await PackAsync(client, run, language);
        var text = page.Body!.TextContent;

        Assert.Equal((language, direction), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.Contains(rollback, text, StringComparison.Ordinal);
        Assert.Contains(leads, text, StringComparison.Ordinal);
        Assert.Contains("The tape is used up", text, StringComparison.Ordinal);
        Assert.Contains("+253 21 00 00 10", text, StringComparison.Ordinal);
        var plan = Slipway.Formats.Plans.PlanFolder.Read(Repository.At("examples/drill")).Reading!.Plan!;
        foreach (var task in shown.GetProperty("tasks").EnumerateArray().Where(task => task.GetProperty("state").GetString() != "done"))
            Assert.Contains(plan.Task(task.GetProperty("id").GetString()!)!.Title.In(language), text, StringComparison.Ordinal);
        Assert.All(plan.Rollback, task => Assert.Contains(task.Title.In(language), text, StringComparison.Ordinal));
        Assert.All(plan.Launch.People.Where(person => person.Id != "haddad"), person => Assert.Contains(person.Phone!, text, StringComparison.Ordinal));
        Assert.All(plan.Forward.Where(task => task.Gate is not null).SelectMany(task => task.Gate!.Criteria), criterion => Assert.Contains(criterion.Title.In(language), text, StringComparison.Ordinal));
        // The row of what is under way names who does it, and who else could.
        var row = page.QuerySelectorAll("tr").First(row => row.TextContent.Contains(plan.Task("roll-call")!.Title.In(language), StringComparison.Ordinal));
        Assert.Contains("+253 77 00 00 72", row.TextContent, StringComparison.Ordinal);
        Assert.NotNull(row.QuerySelector("[data-s=running]"));
    }

    [Fact]
    public async Task What_it_prints_of_the_journal_can_be_verified_later()
    {
        using var client = await drill.AsAsync("daher");
        var run = await drill.RehearsalAsync();
        var page = await PackAsync(client, run, "en");
        var entries = (await (await client.GetAsync($"/api/v1/runs/{run}/journal")).JsonAsync()).GetProperty("entries");
        var codes = page.QuerySelectorAll(".code").Select(code => code.TextContent).ToList();
        // The clock may have written more meanwhile.
        var last = entries.EnumerateArray().Single(entry => codes.Contains(entry.GetProperty("hash").GetString()!));
        Assert.Contains($"had {last.GetProperty("version").GetInt64()} entries, the last one with the hash", page.Body!.TextContent, StringComparison.Ordinal);

        var head = JournalHead.Parse(codes.Single(code => code.StartsWith("slipway journal verify --head ", StringComparison.Ordinal)).Split(' ')[^1])!;
        await client.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync();
        var verdict = await drill.App.Services.GetRequiredService<JournalVerifier>().VerifyAsync(head);
        Assert.True(verdict.Ok, verdict.Fault?.Message);
        Assert.False((await drill.App.Services.GetRequiredService<JournalVerifier>().VerifyAsync(head with { Digest = new string('0', 64) })).Ok);
    }

    [Fact]
    public async Task Needs_nothing_else_runs_nothing_and_holds_what_people_typed_as_words()
    {
        using var client = await drill.AsAsync("daher");
        var run = await drill.RehearsalAsync();
        const string evil = "</td><script>alert(1)</script><img src=http://evil.example/x.png>";
        await client.ActAsync(run, new { act = "raise-issue", title = evil, severity = "high", owner = "guedi" }).AcceptedAsync();
        var page = await PackAsync(client, run, "ar");

        Assert.Contains(evil, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, form, [src], [style], [onclick], [onload]"));
        Assert.All(page.QuerySelectorAll("[href]"), link => Assert.Matches("^(tel:|https?://)", link.GetAttribute("href")!));
        Assert.DoesNotContain("url(", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.QuerySelector("meta[http-equiv]")!.GetAttribute("content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_way_back_began_what_is_next_are_its_tasks_and_the_decision_stands_there()
    {
        using var client = await drill.AsAsync("daher");
        var run = await drill.RehearsalAsync();
        await client.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync();
        await client.ActAsync(run, new { act = "finish", task = "roll-call" }).AcceptedAsync();
        await client.ActAsync(run, new { act = "start", task = "print-notice" }).AcceptedAsync();
        await client.ActAsync(run, new { act = "roll-back", reason = "The printer burns" }).AcceptedAsync();
        var shown = await (await client.GetAsync($"/api/v1/runs/{run}")).JsonAsync();
        var page = await PackAsync(client, run, "en");
        Assert.Contains("The printer burns", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Rollback deadline", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal("rolling-back", shown.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Whoever_may_see_the_room_takes_it_and_nobody_else()
    {
        using var client = await drill.AsAsync("haddad", "observer");
        var run = await drill.RehearsalAsync();
        await PackAsync(client, run, "fr");
        await client.GetAsync($"/api/v1/runs/{run}/pack?language=de").RefusedAsync(422, "no-such-language");
        await client.GetAsync($"/api/v1/runs/{Guid.NewGuid()}/pack").RefusedAsync(404, "no-such-run");
        using var stranger = await drill.App.ClientAsync("it-operations", "daher", "elsewhere");
        await stranger.GetAsync($"/api/v1/runs/{run}/pack").RefusedAsync(404, "no-such-run");
        using var nobody = drill.App.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/api/v1/runs/{run}/pack")).StatusCode);

        var all = (await (await client.GetAsync("/api/v1/launches/drill/runs")).JsonAsync()).GetProperty("items").EnumerateArray();
        var number = all.Single(one => one.GetProperty("id").GetGuid() == run).GetProperty("number").GetInt32();
        var room = $"/launches/drill/room/{number}";
        Assert.Contains($"href=\"{room}/pack.html\" download", await client.GetStringAsync(room), StringComparison.Ordinal);
        var file = await client.GetAsync($"{room}/pack.html");
        Assert.Equal(("attachment", $"slipway-pack-drill-{number}-"), (file.Content.Headers.ContentDisposition!.DispositionType, file.Content.Headers.ContentDisposition.FileName![..^"en.html".Length]));
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"{room}/pack.html")).StatusCode);
        Assert.Contains("/sign-in", (await nobody.GetAsync($"{room}/pack.html")).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static async Task<IHtmlDocument> PackAsync(HttpClient client, Guid run, string language)
    {
        var answer = await client.GetAsync($"/api/v1/runs/{run}/pack?language={language}");
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}

public sealed class RunPacksOnSqliteTests(RunningDrill.OnSqlite drill) : RunPacksTests(drill), IClassFixture<RunningDrill.OnSqlite>;

public sealed class RunPacksOnPostgresTests(RunningDrill.OnPostgres drill) : RunPacksTests(drill), IClassFixture<RunningDrill.OnPostgres>;

/// <summary>Secrets that were planted wherever a task's settings and what it says can hold them.</summary>
public sealed class PackSecretsTests
{
    [Fact]
    public async Task No_secret_of_a_task_is_in_the_pack()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program of this test is for the shell.");
        Environment.SetEnvironmentVariable("PACK_TEST_SECRET", "planted-horse");
        using var launch = new ActingLaunch();
        var program = launch.Program("say", "echo \"progress: 10% $SECRET\"; echo \"$SECRET failed\"; exit 3");
        launch.Write($$"""
            - { id: load, kind: command, title: Load, phase: launch, workstream: data, owner: asha, takes: 10s/1m/2m, undo: none, with: { program: "{{program}}", environment: { SECRET: "env:PACK_TEST_SECRET" } } }
            """, environments: "rehearsal: {}");
        await using var server = await SlipwayProcess.UpAsync(launch.LaunchFolder, "--data", launch.Data, "--commands", launch.Programs);
        using var client = ActingLaunch.Client(server.Address, await ActingLaunch.TokenAsync("--data", launch.Data));
        await ActingLaunch.ApproveAsync(client);
        var run = await ActingLaunch.StartAsync(client);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await ActingLaunch.ReadAsync(client, run)).Tasks["load"].GetProperty("state").GetString() != "failed")
            await Task.Delay(100, patience.Token);
        var pack = await client.GetStringAsync($"/api/v1/runs/{run}/pack?language=en", patience.Token);
        Assert.Contains("Load", pack, StringComparison.Ordinal);
        Assert.Contains("data-s=\"failed\"", pack, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", pack, StringComparison.Ordinal);
        Assert.DoesNotContain("PACK_TEST_SECRET", pack, StringComparison.Ordinal);
    }
}
