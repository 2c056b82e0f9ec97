using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Features.Cutover.Automation;
using Slipway.Platform.Live;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Cutover.Automation;

public abstract class WorkOutputsTests(DatabaseKind kind)
{
    private static readonly Guid Run = Guid.CreateVersion7();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_database_never_takes_keeps_nothing_else_waiting()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        using var hub = new LiveHub(database.Get<IServiceScopeFactory>(), TimeProvider.System, NullLogger<LiveHub>.Instance);
        var outputs = new WorkOutputs(database.Databases, hub, database.Clock, NullLogger<WorkOutputs>.Instance);

        await outputs.KeepAsync(Run, [Said("a", "first"), Said("b", "no \0 letter"), Said("c", "half \ud83d a letter"), Said("d", "last")], Cancellation);

        Assert.Equal("first", (await outputs.ReadAsync(Run, "a", Cancellation))?.Text);
        Assert.Equal("last", (await outputs.ReadAsync(Run, "d", Cancellation))?.Text);
        foreach (var odd in new[] { "b", "c" })
            Assert.Equal(kind == DatabaseKind.Sqlite, await outputs.ReadAsync(Run, odd, Cancellation) is not null);
    }

    [Fact]
    public async Task What_is_kept_again_takes_the_place_of_what_was_kept()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        using var hub = new LiveHub(database.Get<IServiceScopeFactory>(), TimeProvider.System, NullLogger<LiveHub>.Instance);
        var outputs = new WorkOutputs(database.Databases, hub, database.Clock, NullLogger<WorkOutputs>.Instance);

        await outputs.KeepAsync(Run, [Said("a", "first")], Cancellation);
        await outputs.KeepAsync(Run, [Said("a", "first, second"), Said("b", "other")], Cancellation);

        Assert.Equal("first, second", (await outputs.ReadAsync(Run, "a", Cancellation))?.Text);
        Assert.Equal("other", (await outputs.ReadAsync(Run, "b", Cancellation))?.Text);
    }

    private static WorkSaid Said(string task, string text) => new(task, Attempt: 1, Begun: 1, text, Progress: null);
}

public sealed class WorkOutputsOnSqliteTests() : WorkOutputsTests(DatabaseKind.Sqlite);

public sealed class WorkOutputsOnPostgresTests() : WorkOutputsTests(DatabaseKind.Postgres);
