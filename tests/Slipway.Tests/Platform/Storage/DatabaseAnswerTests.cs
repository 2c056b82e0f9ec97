using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Storage;
using Slipway.Testing;

namespace Slipway.Tests.Platform.Storage;

public abstract class DatabaseAnswerTests(DatabaseKind kind)
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task Whoever_asks_soon_after_does_not_wait_for_what_the_database_has_to_do()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var busy = new TaskCompletionSource();
        var answer = Answer(database, asked => asked == 1 ? Task.CompletedTask : busy.Task);
        await answer.AskAsync();

        Assert.True(answer.AskAsync().IsCompletedSuccessfully);
        // Now it is being asked anew.
        Assert.True(answer.AskAsync().IsCompletedSuccessfully);
        busy.SetResult();
    }

    [Fact]
    public async Task Whoever_asks_long_after_waits_for_the_answer()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var busy = new TaskCompletionSource();
        var answer = Answer(database, asked => asked == 1 ? Task.CompletedTask : busy.Task);
        await answer.AskAsync();

        time.Advance(TimeSpan.FromSeconds(1));
        var waiting = answer.AskAsync();
        Assert.False(waiting.IsCompleted);
        busy.SetResult();
        await waiting;
    }

    [Fact]
    public async Task A_database_that_went_away_is_told_by_the_check_after_the_one_that_noticed()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var answer = Answer(database, asked => asked == 1 ? Task.CompletedTask : Task.FromException(new TimeoutException()));
        await answer.AskAsync();

        // The first answer does not become old meanwhile.
        while (answer.AskAsync().IsCompletedSuccessfully)
            await Task.Yield();
        await Assert.ThrowsAsync<TimeoutException>(answer.AskAsync);
    }

    [Fact]
    public async Task A_database_that_never_answers_is_away_and_is_asked_anew()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var answer = Answer(database, asked => asked == 1 ? new TaskCompletionSource().Task : Task.CompletedTask);

        var waiting = answer.AskAsync();
        await time.TimersAsync(1);
        time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        await answer.AskAsync();
    }

    private DatabaseAnswer Answer(TestDatabase database, Func<int, Task> before) => new(new Before(database.Databases, before), time);

    /// <summary>Does something before each context is given out, counted from one.</summary>
    private sealed class Before(IDbContextFactory<SlipwayDb> inner, Func<int, Task> wait) : IDbContextFactory<SlipwayDb>
    {
        private int asked;

        public SlipwayDb CreateDbContext() => throw new NotSupportedException();

        public async Task<SlipwayDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            await wait(Interlocked.Increment(ref asked)).WaitAsync(cancellationToken);
            return await inner.CreateDbContextAsync(cancellationToken);
        }
    }
}

public sealed class DatabaseAnswerTestsOnSqlite() : DatabaseAnswerTests(DatabaseKind.Sqlite);

public sealed class DatabaseAnswerTestsOnPostgres() : DatabaseAnswerTests(DatabaseKind.Postgres);
