using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Slipway.Features.Cutover;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Testing;
using Slipway.Testing.Databases;
using Slipway.Tests.Hosting;

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

    public sealed class OnSqlite() : RunKeeperTests(postgres: false);

    public sealed class OnPostgres() : RunKeeperTests(postgres: true);
}
