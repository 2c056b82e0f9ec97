using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover;

/// <summary>How runs come to be: who may, how often, and what is left when a server dies on the way.</summary>
public abstract class StartRunTests(RunningDrill drill)
{
    private const string Runs = "/api/v1/launches/drill/runs";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_but_who_leads_prepares_a_live_run()
    {
        using var manager = await drill.AsAsync("daher");
        var before = await CountAsync();
        using var observer = await drill.AsAsync("haddad", "observer");
        await observer.PostAsJsonAsync(Runs, new { mode = "live" }).RefusedAsync(403, "observers-look-on");
        await observer.PostAsJsonAsync(Runs, new { }).RefusedAsync(403, "observers-look-on");
        using var voice = await drill.AsAsync("moreau", "communications-manager");
        await voice.PostAsJsonAsync(Runs, new { mode = "live" }).RefusedAsync(403, "only-leaders");
        using var person = await drill.AsAsync("haddad");
        await person.PostAsJsonAsync(Runs, new { mode = "live" }).RefusedAsync(403, "only-leaders");
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task An_observers_token_does_nothing_in_the_name_of_a_person_who_may()
    {
        var run = await drill.RehearsalAsync();
        using var token = await drill.AsAsync("daher", "observer");
        await token.ActAsync(run, new { act = "start", task = "roll-call" }).RefusedAsync(403, "observers-look-on");
        await token.ActAsync(run, new { act = "comment", text = "Hello" }).RefusedAsync(403, "observers-look-on");
        await token.PostAsJsonAsync(Runs, new { }).RefusedAsync(403, "observers-look-on");
    }

    [Fact]
    public async Task Of_live_runs_that_are_started_at_once_on_two_nodes_one_is_there()
    {
        using var owner = await drill.AsAsync("warsame", "service-owner");
        var here = drill.App.Services.GetRequiredService<StartRun>();
        // On SQLite there is one node.
        var other = ActivatorUtilities.CreateInstance<RunStore>(drill.App.Services);
        var there = drill.App.Services.GetRequiredService<JournalStore>().WritesAlone ? here
            : ActivatorUtilities.CreateInstance<StartRun>(drill.App.Services, other, ActivatorUtilities.CreateInstance<LivePlace>(drill.App.Services, other));
        var actor = new ActingActor("warsame", [], Via.Api);
        for (var round = 0; round < 3; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() =>
                (number % 2 == 0 ? here : there).HandleAsync("drill", new RunWish { Mode = RunMode.Live }, number % 3 == 0 ? "drill live" : null, actor, null, Cancellation))));
            var made = Assert.Single(results.OfType<ActResult.Done>());
            Assert.All(results.OfType<ActResult.Refused>(), refused => Assert.Equal("live-run-open", refused.Why.Rule));
            Assert.Equal(11, results.OfType<ActResult.Refused>().Count());
            var open = Assert.Single(await ActivatorUtilities.CreateInstance<RunStore>(drill.App.Services).OpenAsync(Cancellation), run => run.State.Mode == RunMode.Live);
            Assert.Equal(made.Run.Id, open.Id);
            await owner.PostAsJsonAsync(Runs, new { mode = "live" }).RefusedAsync(422, "live-run-open");
            await owner.ActAsync(open.Id, new { act = "cancel", reason = "Only a test" }).AcceptedAsync();
        }
    }

    [Fact]
    public async Task A_live_run_whose_server_died_after_the_claim_is_carried_on_by_the_next_who_comes()
    {
        using var owner = await drill.AsAsync("warsame", "service-owner");
        var services = drill.App.Services;
        var version = (await services.GetRequiredService<ILaunches>().CurrentAsync("drill", Cancellation))!;
        var now = drill.Clock.GetCurrentInstant();
        var planned = PlanRun.Of(version.Plan, version.Hash, new RunWish { Mode = RunMode.Live }, now).Planned! with { Received = now, Actor = "warsame", Via = Via.Api };
        var record = new RunRecord { Id = Guid.CreateVersion7(), Launch = "drill", Number = 1000, Mode = RunMode.Live, PlanHash = version.Hash, PlanNumber = version.Number, Created = now };
        await using (var db = await services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync(Cancellation))
        {
            db.Add(record);
            await db.SaveChangesAsync(Cancellation);
        }
        var journal = services.GetRequiredService<JournalStore>();
        await journal.RecordAsync("live:drill", [LiveRunClaimed.Entry(new Run(record, RunState.Of(version.Plan)), Guid.CreateVersion7(), [planned])], Cancellation);

        await owner.PostAsJsonAsync(Runs, new { mode = "live" }).RefusedAsync(422, "live-run-open");

        var run = await (await owner.GetAsync($"/api/v1/runs/{record.Id}")).JsonAsync();
        Assert.Equal(("planned", "live"), (run.GetProperty("state").GetString(), run.GetProperty("mode").GetString()));
        await owner.ActAsync(record.Id, new { act = "cancel", reason = "Only a test" }).AcceptedAsync();
        var next = await owner.PostAsJsonAsync(Runs, new { mode = "live" });
        Assert.Equal(HttpStatusCode.Created, next.StatusCode);
        await owner.ActAsync((await next.JsonAsync()).GetProperty("id").GetGuid(), new { act = "cancel", reason = "Only a test" }).AcceptedAsync();
    }

    [Fact]
    public async Task A_rehearsal_is_planned_and_begun_in_one_act()
    {
        var run = await drill.RehearsalAsync();
        var entries = await drill.App.Services.GetRequiredService<JournalStore>().ReadAsync(RunRecord.StreamOf(run), limit: 2, cancellation: Cancellation);
        Assert.Equal(["run-planned", "run-begun"], entries.Select(entry => entry.Type));
        Assert.Single(entries.Select(entry => entry.CommandId).Distinct());
    }

    [Fact]
    public async Task A_run_that_is_asked_for_again_is_there_once()
    {
        using var manager = await drill.AsAsync("daher");
        var before = await CountAsync();
        var command = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => manager.PostAsJsonAsync(Runs, new { commandId = command })));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single((await Task.WhenAll(answers.Select(answer => answer.JsonAsync()))).Select(made => made.GetProperty("id").GetGuid()).Distinct());
        Assert.Equal(before + 1, await CountAsync());

        using var other = await drill.AsAsync("guedi");
        Assert.Equal(HttpStatusCode.Created, (await other.PostAsJsonAsync(Runs, new { commandId = command })).StatusCode);
        Assert.Equal(before + 2, await CountAsync());
        await manager.PostAsJsonAsync(Runs, new { commandId = Guid.Empty }).RefusedAsync(422, "bad-field");
    }

    [Fact]
    public async Task A_live_run_that_is_asked_for_again_is_no_second_one()
    {
        using var owner = await drill.AsAsync("warsame", "service-owner");
        var command = Guid.NewGuid();
        var first = await (await owner.PostAsJsonAsync(Runs, new { mode = "live", commandId = command })).JsonAsync();
        var again = await (await owner.PostAsJsonAsync(Runs, new { mode = "live", commandId = command })).JsonAsync();
        Assert.Equal(first.GetProperty("id").GetGuid(), again.GetProperty("id").GetGuid());
        await owner.ActAsync(first.GetProperty("id").GetGuid(), new { act = "cancel", reason = "Only a test" }).AcceptedAsync();
    }

    [Fact]
    public async Task An_id_that_was_used_for_another_run_starts_none_and_is_not_answered_with_that_run()
    {
        using var owner = await drill.AsAsync("warsame", "service-owner");
        var command = Guid.NewGuid();
        Assert.Equal(HttpStatusCode.Created, (await owner.PostAsJsonAsync(Runs, new { commandId = command, seed = 7, from = "T-30m" })).StatusCode);
        var before = await CountAsync();
        await owner.PostAsJsonAsync(Runs, new { mode = "live", commandId = command }).RefusedAsync(422, "command-id-used");
        await owner.PostAsJsonAsync(Runs, new { commandId = command, seed = 8, from = "T-30m" }).RefusedAsync(422, "command-id-used");
        await owner.PostAsJsonAsync(Runs, new { commandId = command, seed = 7, from = "T-20m" }).RefusedAsync(422, "command-id-used");
        Assert.Equal(HttpStatusCode.Created, (await owner.PostAsJsonAsync(Runs, new { commandId = command, seed = 7, from = "T-30m" })).StatusCode);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Of_two_runs_asked_for_at_once_under_one_id_one_is_there_and_the_other_refused()
    {
        using var manager = await drill.AsAsync("daher");
        var before = await CountAsync();
        var command = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => manager.PostAsJsonAsync(Runs, new { commandId = command, seed = number % 2 })));
        Assert.Equal(4, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(4, answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(before + 1, await CountAsync());
    }

    [Fact]
    public async Task A_prepared_live_run_lets_people_choose_who_they_are_and_one_that_has_begun_does_not()
    {
        using var owner = await drill.AsAsync("warsame", "service-owner");
        var made = await owner.PostAsJsonAsync(Runs, new { mode = "live" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var run = (await made.JsonAsync()).GetProperty("id").GetGuid();
        Assert.False(await BarredAsync());
        await owner.ActAsync(run, new { act = "begin", confirm = "drill live" }).AcceptedAsync();
        Assert.True(await BarredAsync());
        await owner.ActAsync(run, new { act = "cancel", reason = "Only a test" }).AcceptedAsync();
        Assert.False(await BarredAsync());

        async Task<bool> BarredAsync() => await Assert.Single(drill.App.Services.GetServices<IRoleSwitchBar>()).BarsAsync(Cancellation);
    }

    private async Task<int> CountAsync()
    {
        using var manager = await drill.AsAsync("daher");
        return (await (await manager.GetAsync(Runs)).JsonAsync()).GetProperty("items").GetArrayLength();
    }
}

public sealed class StartRunOnSqliteTests(RunningDrill.OnSqlite drill) : StartRunTests(drill), IClassFixture<RunningDrill.OnSqlite>;

public sealed class StartRunOnPostgresTests(RunningDrill.OnPostgres drill) : StartRunTests(drill), IClassFixture<RunningDrill.OnPostgres>;
