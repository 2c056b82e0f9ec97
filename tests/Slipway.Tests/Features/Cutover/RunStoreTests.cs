using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Features.Cutover;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Testing.Databases;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover;

/// <summary>What a server knows of a run while acts come in.</summary>
public abstract class RunStoreTests(bool postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Who_is_told_of_an_act_and_looks_sees_it() => WithRunAsync(async (app, id, act) =>
    {
        var runs = app.Services.GetRequiredService<RunStore>();
        var looks = new List<Task<(long Told, long Seen)>>();
        app.Services.GetRequiredService<JournalStore>().Committed += entries => looks.Add(LookAsync(entries[^1].Version));
        for (var number = 0; number < 20; number++)
            await act($"Line {number}");
        Assert.Equal(20, looks.Count);
        Assert.All(await Task.WhenAll(looks), look => Assert.True(look.Seen >= look.Told, $"Told of {look.Told}, saw {look.Seen}."));

        async Task<(long, long)> LookAsync(long told) => (told, (await runs.LoadAsync(id, Cancellation))!.State.Version);
    });

    [Fact]
    public Task The_last_events_are_at_hand_whether_they_were_written_or_read() => WithRunAsync(async (app, id, act) =>
    {
        for (var number = 0; number < 20; number++)
            await act($"Line {number}");
        var written = (await app.Services.GetRequiredService<RunStore>().LoadAsync(id, Cancellation))!;
        var read = (await ActivatorUtilities.CreateInstance<RunStore>(app.Services).LoadAsync(id, Cancellation))!;
        Assert.Equal(written.State.Version, written.Latest[^1].Version);
        Assert.Equal(12, written.Latest.Count);
        Assert.Equal(written.Latest.Select(entry => (entry.Version, RunEventJson.Write(entry.Event).GetRawText())), read.Latest.Select(entry => (entry.Version, RunEventJson.Write(entry.Event).GetRawText())));
    });

    [Fact]
    public Task A_run_that_cannot_be_played_back_is_left_out_and_takes_no_other_with_it() => WithRunAsync(async (app, id, act) =>
    {
        using var owner = await app.ClientAsync("service-owner", "tessema", "usct");
        var other = (await (await owner.PostAsJsonAsync("/api/v1/launches/usct/runs", new { mode = "rehearsal" }, Cancellation)).JsonAsync()).GetProperty("id").GetGuid();
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync(Cancellation))
            await db.Set<JournalEntry>().Where(entry => entry.Stream == RunRecord.StreamOf(id) && entry.Version == 1).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Data, (string?)null), Cancellation);

        var afresh = ActivatorUtilities.CreateInstance<RunStore>(app.Services);

        Assert.Equal([other], (await afresh.OfLaunchAsync("usct", Cancellation)).Select(run => run.Id));
        Assert.Equal([other], (await afresh.OpenAsync(Cancellation)).Select(run => run.Id));
    });

    [Fact]
    public Task What_the_record_says_of_a_run_is_put_right_by_who_reads_its_journal() => WithRunAsync(async (app, id, act) =>
    {
        var node = ActivatorUtilities.CreateInstance<RunStore>(app.Services);
        await node.LoadAsync(id, Cancellation);

        // A server was killed after taking back what had ended the run.
        await SayOverAsync(true);
        await ActivatorUtilities.CreateInstance<RunStore>(app.Services).OfLaunchAsync("usct", Cancellation);
        Assert.False(await IsOverAsync());

        // One was killed after what ended the run; another node, which knew it before, reads on.
        using var owner = await app.ClientAsync("service-owner", "tessema", "usct");
        await owner.ActAsync(id, new { act = "cancel", reason = "Only a test" }).AcceptedAsync();
        Assert.True(await IsOverAsync());
        await SayOverAsync(false);
        await node.ReadAsync(id, Cancellation);
        Assert.True(await IsOverAsync());

        async Task SayOverAsync(bool over)
        {
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync(Cancellation);
            await db.Set<RunRecord>().Where(run => run.Id == id).ExecuteUpdateAsync(set => set.SetProperty(run => run.Over, over), Cancellation);
        }

        async Task<bool> IsOverAsync()
        {
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync(Cancellation);
            return await db.Set<RunRecord>().Where(run => run.Id == id).Select(run => run.Over).SingleAsync(Cancellation);
        }
    });

    private async Task WithRunAsync(Func<SlipwayApp, Guid, Func<string, Task>, Task> test)
    {
        Assert.SkipUnless(!postgres || PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        var database = postgres ? PostgresServer.NewDatabase() : null;
        try
        {
            await using var app = await SlipwayApp.StartAsync(settings => database is null ? settings : settings with { Place = DatabasePlace.Postgres(database) });
            using var owner = await app.ClientAsync("service-owner", "tessema", "usct");
            var made = await owner.PostAsJsonAsync("/api/v1/launches/usct/runs", new { mode = "rehearsal" }, Cancellation);
            var id = (await made.JsonAsync()).GetProperty("id").GetGuid();
            await test(app, id, async words =>
            {
                using var answer = await owner.PostAsJsonAsync($"/api/v1/runs/{id}/acts", new { commandId = Guid.CreateVersion7(), act = "comment", text = words }, Cancellation);
                answer.EnsureSuccessStatusCode();
            });
        }
        finally
        {
            if (database is not null)
                PostgresServer.GiveBack(database);
        }
    }

    public sealed class OnSqlite() : RunStoreTests(postgres: false);

    public sealed class OnPostgres() : RunStoreTests(postgres: true);
}
