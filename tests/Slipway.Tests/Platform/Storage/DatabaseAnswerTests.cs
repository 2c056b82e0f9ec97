using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Storage;

namespace Slipway.Tests.Platform.Storage;

public abstract class DatabaseAnswerTests(DatabaseKind kind)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Whoever_asks_soon_after_does_not_wait_for_what_the_database_has_to_do()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var busy = new TaskCompletionSource();
        var answer = new DatabaseAnswer(new Before(database.Databases, asked => asked == 1 ? Task.CompletedTask : busy.Task));

        await answer.AskAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        await Until(() => answer.AskAsync().IsCompletedSuccessfully && answer.AskAsync().IsCompletedSuccessfully);
        busy.SetResult();
    }

    [Fact]
    public async Task Whoever_asks_long_after_waits_for_the_answer()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var busy = new TaskCompletionSource();
        var answer = new DatabaseAnswer(new Before(database.Databases, asked => asked == 1 ? Task.CompletedTask : busy.Task));

        await answer.AskAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        await Until(() => !answer.AskAsync().IsCompleted);
        var waiting = answer.AskAsync();
        busy.SetResult();

        await waiting.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_database_that_went_away_is_told_by_the_check_after_the_one_that_noticed()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var answer = new DatabaseAnswer(new Before(database.Databases, asked => asked == 1 ? Task.CompletedTask : Task.FromException(new TimeoutException())));

        await answer.AskAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        // Long before the first answer is old.
        using var enough = new CancellationTokenSource(Patience);
        while (await Record.ExceptionAsync(answer.AskAsync) is not TimeoutException)
            await Task.Delay(5, enough.Token);
    }

    [Fact]
    public async Task A_database_that_never_answers_is_away_and_is_asked_anew()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var answer = new DatabaseAnswer(new Before(database.Databases, asked => asked == 1 ? new TaskCompletionSource().Task : Task.CompletedTask));

        await Assert.ThrowsAsync<TimeoutException>(answer.AskAsync);
        await answer.AskAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private static async Task Until(Func<bool> there)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (!there())
            await Task.Delay(5, enough.Token);
    }

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
