using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Slipway.Features.Cutover;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Testing;
using Slipway.Testing.Databases;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Cutover;

/// <summary>Rehearsals that play themselves on a server whose clock the test moves.</summary>
public abstract class RunKeeperTests(bool postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_rehearsal_of_the_sample_ends_as_it_would_have_though_the_machine_was_off_for_hours()
    {
        Assert.SkipUnless(!postgres || PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        var clock = new MovableClock();
        var database = postgres ? PostgresServer.NewDatabase() : null;
        try
        {
            await using var app = await SlipwayApp.StartAsync(
                settings => database is null ? settings : settings with { Place = DatabasePlace.Postgres(database) },
                services => services.AddSingleton<IClock>(clock));
            using var owner = await app.ClientAsync("service-owner", "tessema", "usct");
            var over = new TaskCompletionSource<string>();
            app.Services.GetRequiredService<JournalStore>().Committed += entries =>
            {
                foreach (var entry in entries)
                {
                    if (entry.Type == "run-completed")
                        over.TrySetResult(entry.Stream);
                }
            };
            var made = await owner.PostAsJsonAsync("/api/v1/launches/usct/runs", new { mode = "rehearsal", speed = 60, autopilot = true, seed = 1 });
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
            clock.Move(Duration.FromHours(5));
            var stream = await over.Task.WaitAsync(Patience);
            var run = (await app.Services.GetRequiredService<RunStore>().LoadAsync((await made.JsonAsync()).GetProperty("id").GetGuid(), TestContext.Current.CancellationToken))!.State;
            var (played, _) = Rehearsal.Play(
                RunState.Of(run.Plan).Evolve((RunPlanned)RunStore.Event((await app.Services.GetRequiredService<JournalStore>().ReadAsync(stream))[0])),
                new Autopilot(SampledDurations.Of(run), (state, at) => RunForecast.Of(state, at).ToKnown("")));
            Assert.Equal(RunStatus.Complete, played.Status);
            Assert.Equal(
                played.Tasks.Values.Select(task => (task.Id, task.Stored, task.Finished)).OrderBy(task => task.Id),
                run.Tasks.Values.Select(task => (task.Id, task.Stored, task.Finished)).OrderBy(task => task.Id));
        }
        finally
        {
            if (database is not null)
                PostgresServer.GiveBack(database);
        }
    }

    [Fact]
    public async Task What_the_autopilot_is_refused_is_left_alone_until_something_happens_or_a_while_has_passed()
    {
        var clock = new MovableClock();
        await using var running = await AppOnDatabase.StartAsync(postgres ? DatabaseKind.Postgres : DatabaseKind.Sqlite, services => services.AddSingleton<IClock>(clock));
        using var owner = await running.App.ClientAsync("administrator");
        using var form = new MultipartFormDataContent { { new StringContent(NobodyManages), "files", "launch.yaml" }, { new StringContent(ManagerVotes), "files", "cutover.yaml" } };
        Assert.Equal(HttpStatusCode.Created, (await owner.PostAsync("/api/v1/launches", form)).StatusCode);
        // The program's own keeper plays it until only the decision is left.
        var voted = new TaskCompletionSource();
        running.App.Services.GetRequiredService<JournalStore>().Committed += entries =>
        {
            if (entries.Any(entry => entry.Type == "vote-cast"))
                voted.TrySetResult();
        };
        var made = await owner.PostAsJsonAsync("/api/v1/launches/alone/runs", new { mode = "rehearsal", speed = 1, autopilot = true });
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var id = (await made.JsonAsync()).GetProperty("id").GetGuid();
        await voted.Task.WaitAsync(Patience);
        var refusals = new Refusals();
        var keeper = ActivatorUtilities.CreateInstance<RunKeeper>(running.App.Services, refusals);

        Assert.Equal(1, await KeptAsync());
        Assert.Equal(1, await KeptAsync());
        await owner.ActAsync(id, new { act = "comment", text = "Who is the manager?" }).AcceptedAsync();
        Assert.Equal(2, await KeptAsync());
        Assert.Equal(2, await KeptAsync());
        clock.MoveMinutes(1);
        Assert.Equal(3, await KeptAsync());

        async Task<int> KeptAsync()
        {
            await keeper.KeepAsync((await running.App.Services.GetRequiredService<RunStore>().LoadAsync(id, TestContext.Current.CancellationToken))!, TestContext.Current.CancellationToken);
            return refusals.Count;
        }
    }

    [Fact]
    public async Task A_rehearsal_in_which_nobody_has_anything_to_do_hears_every_alarm_before_its_clock_moves_on()
    {
        var clock = new MovableClock();
        await using var running = await AppOnDatabase.StartAsync(postgres ? DatabaseKind.Postgres : DatabaseKind.Sqlite, services => services.AddSingleton<IClock>(clock));
        using var owner = await running.App.ClientAsync("administrator");
        using var form = new MultipartFormDataContent { { new StringContent(NobodyManages), "files", "launch.yaml" }, { new StringContent(LongWait), "files", "cutover.yaml" } };
        Assert.Equal(HttpStatusCode.Created, (await owner.PostAsync("/api/v1/launches", form)).StatusCode);
        var heard = new List<RunEvent>();
        var moved = new TaskCompletionSource();
        running.App.Services.GetRequiredService<JournalStore>().Committed += entries =>
        {
            heard.AddRange(entries.Where(entry => entry.Type is "alarm-raised" or "clock-skipped").Select(RunStore.Event));
            if (heard is [.., ClockSkipped last] && last.To - last.From > Duration.FromHours(1))
                moved.TrySetResult();
        };
        var made = await owner.PostAsJsonAsync("/api/v1/launches/alone/runs", new { mode = "rehearsal", speed = 120 });
        var id = (await made.JsonAsync()).GetProperty("id").GetGuid();
        await owner.ActAsync(id, new { act = "start", task = "load" }).AcceptedAsync();
        await owner.ActAsync(id, new { act = "finish", task = "load" }).AcceptedAsync();
        await moved.Task.WaitAsync(Patience);
        Assert.Equal([30, 15, 5], heard.OfType<AlarmRaised>().Select(alarm => alarm.Minutes));
        Assert.All(heard.OfType<AlarmRaised>(), alarm => Assert.InRange((alarm.LimitAt - alarm.At).TotalMinutes, alarm.Minutes - 5, alarm.Minutes));
    }

    /// <summary>The last moment to go back lies in a stretch in which nobody has anything to do.</summary>
    private const string LongWait = """
        launch: alone
        workstreams: [data]
        forward:
          - { id: load, title: Load, phase: launch, workstream: data, owner: ali, takes: 5m, undo: unload }
          - { id: switch, title: Switch, phase: launch, workstream: data, owner: ali, takes: 5m, after: [load], notBefore: T+100m, undo: none }
          - { id: pay, title: Pay, phase: launch, workstream: data, owner: ali, takes: 5m, after: [switch], noReturn: true }
        rollback:
          - { id: unload, title: Unload, phase: launch, workstream: data, owner: ali, takes: 3h }
        """;

    private const string NobodyManages = """
        id: alone
        title: Alone
        zone: Africa/Djibouti
        t0: 2027-02-06T02:00
        window: { opens: T-30m, closes: T+4h, contingency: 20m }
        people:
          - { id: ali, name: Ali, roles: [service-owner], phone: "+253 77 00 00 01" }
        shifts:
          - { from: T+10h, to: T+12h, manager: ali }
        """;

    /// <summary>A vote is missing, for nobody is on shift then.</summary>
    private const string ManagerVotes = """
        launch: alone
        forward:
          - id: go
            kind: gate
            title: Go
            voters: [service-owner, cutover-manager]
            decider: service-owner
            criteria: [{ id: ready, title: Ready, must: false, met: { by: ali } }]
        """;

    private sealed class Refusals : ILogger<RunKeeper>
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "LogRefused")
                Count++;
        }
    }

    [Fact]
    public async Task The_autopilot_of_a_node_that_is_behind_does_not_vote_over_a_persons_no_go()
    {
        Assert.SkipUnless(!postgres || PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        await using RunningDrill drill = postgres ? new RunningDrill.OnPostgres() : new RunningDrill.OnSqlite();
        await drill.InitializeAsync();
        using var manager = await drill.AsAsync("daher");
        var services = drill.App.Services;
        var made = await manager.PostAsJsonAsync("/api/v1/launches/drill/runs", new { mode = "rehearsal", speed = 1, autopilot = true, seed = 1 });
        var id = (await made.JsonAsync()).GetProperty("id").GetGuid();
        var (runs, acts) = (services.GetRequiredService<RunStore>(), services.GetRequiredService<ActOnRun>());
        Run run;
        (Instant At, TaskCommand Act) next;
        for (; ; )
        {
            run = (await runs.ReadAsync(id, Cancellation))!;
            next = new Autopilot(SampledDurations.Of(run.State), (state, at) => RunForecast.Of(state, at).ToKnown("")).Next(run.State)!.Value;
            if (next.Act is Vote)
                break;
            await acts.HandleAsync(id, next.Act with { HappenedAt = next.At }, new ActingActor(next.Act.Actor, [], Via.Autopilot), run.State.Version, Cancellation);
        }
        var vote = (Vote)next.Act;
        await acts.HandleAsync(id, vote with { Go = false, Comment = "Not yet", HappenedAt = next.At }, new ActingActor(vote.Actor, [], Via.Autopilot), null, Cancellation);

        var behind = ActivatorUtilities.CreateInstance<RunKeeper>(services);
        drill.Clock.Move(next.At - run.State.NowAt(drill.Clock.GetCurrentInstant()) + Duration.FromSeconds(1));
        await behind.KeepAsync(run, Cancellation);

        var votes = (await services.GetRequiredService<JournalStore>().ReadAsync(RunRecord.StreamOf(id), cancellation: Cancellation)).Select(RunStore.Event).OfType<VoteCast>().ToList();
        Assert.False(Assert.Single(votes, cast => cast.Voter == vote.Voter).Go);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class OnSqlite() : RunKeeperTests(postgres: false);

    public sealed class OnPostgres() : RunKeeperTests(postgres: true);
}
