using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Features.Cutover;
using Slipway.Platform.Journal;
using Slipway.Tests.Platform.Journal;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Cutover;

public abstract class RunHeadsTests(DatabaseKind kind)
{
    [Theory]
    [InlineData("run-begun")]
    [InlineData("gate-decided")]
    [InlineData("rollback-started")]
    [InlineData("run-completed")]
    [InlineData("run-rolled-back")]
    [InlineData("run-cancelled")]
    public async Task Where_a_run_turns_a_head_is_noted_so_that_a_cut_tail_is_found_though_nobody_printed_one(string turn)
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        using var heads = new RunHeads(database.Journal, NullLogger<RunHeads>.Instance);
        var noted = new TaskCompletionSource();
        heads.Noted += _ => noted.TrySetResult();
        await heads.StartAsync(default);
        await database.Journal.AppendAsync("run:1", 0, Guid.CreateVersion7(), [Acts.Entry("it went on"), Acts.Entry("here it turned", turn)]);
        await noted.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await CutAsync(database);
    }

    [Fact]
    public async Task An_orderly_stop_notes_a_head_and_an_act_that_turns_nothing_does_not()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        using var heads = new RunHeads(database.Journal, NullLogger<RunHeads>.Instance);
        var noted = new List<JournalHead>();
        heads.Noted += noted.Add;
        await heads.StartAsync(default);
        await database.Journal.AppendedAsync("run:1", 0, "a", "b");
        await heads.StopAsync(default);
        Assert.Equal(2, Assert.Single(noted).Entries);
        await CutAsync(database);
    }

    private static async Task CutAsync(TestDatabase database)
    {
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync("DELETE FROM journal_entries WHERE version = 2");
        Assert.Equal((JournalFaultKind.TailCut, 2L), ((await database.Verifier.VerifyAsync()).Fault?.Kind, (await database.Verifier.VerifyAsync()).Fault?.Version));
    }
}

public sealed class RunHeadsTestsOnSqlite() : RunHeadsTests(DatabaseKind.Sqlite);

public sealed class RunHeadsTestsOnPostgres() : RunHeadsTests(DatabaseKind.Postgres);
