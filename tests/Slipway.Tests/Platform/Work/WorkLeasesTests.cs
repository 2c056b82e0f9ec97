using NodaTime;
using Slipway.Platform.Work;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Work;

public abstract class WorkLeasesTests(DatabaseKind kind)
{
    private const string Work = "run-work:1";

    [Fact]
    public async Task One_of_many_nodes_takes_a_piece_of_work()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var nodes = Enumerable.Range(0, 8).Select(_ => Node(database)).ToList();
        var taken = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.TakeAsync(Work, default))));
        Assert.Equal(new Lease(Work, 1), Assert.Single(taken.OfType<Lease>()));
    }

    [Fact]
    public async Task What_was_returned_is_taken_under_a_higher_epoch()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var (one, other) = (Node(database), Node(database));
        var lease = await one.TakeAsync(Work, default);
        Assert.Null(await other.TakeAsync(Work, default));
        await one.ReturnAsync(lease!, default);
        Assert.Equal(new Lease(Work, 2), await other.TakeAsync(Work, default));
        // A second return does not take it from whoever has it now.
        await one.ReturnAsync(lease!, default);
        Assert.Null(await one.TakeAsync(Work, default));
    }

    [Fact]
    public async Task Pieces_of_work_are_taken_apart()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        Assert.NotNull(await Node(database).TakeAsync("one", default));
        Assert.NotNull(await Node(database).TakeAsync("other", default));
    }

    protected static WorkLeases Node(TestDatabase database) => new(database.Databases, new NodeName(), database.Place, database.Clock);
}

public sealed class WorkLeasesOnSqlite() : WorkLeasesTests(DatabaseKind.Sqlite)
{
    [Fact]
    public async Task A_process_that_has_the_folder_forgets_what_the_one_before_held()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        var (dead, next) = (Node(database), Node(database));
        await dead.TakeAsync("work", default);
        Assert.Null(await next.TakeAsync("work", default));
        await next.ForgetThoseOfTheDeadAsync(default);
        Assert.Equal(2, (await next.TakeAsync("work", default))?.Epoch);
    }
}

public sealed class WorkLeasesOnPostgres() : WorkLeasesTests(DatabaseKind.Postgres)
{
    [Fact]
    public async Task What_is_not_renewed_falls_to_another_node_and_the_one_that_hung_learns_of_it()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseKind.Postgres);
        var (hung, other) = (Node(database), Node(database));
        var lease = await hung.TakeAsync("work", default);
        database.Clock.Advance(WorkLeases.Length - Duration.FromSeconds(1));
        Assert.True(await hung.RenewAsync(lease!, default));
        database.Clock.Advance(WorkLeases.Length - Duration.FromSeconds(1));
        Assert.Null(await other.TakeAsync("work", default));
        await other.ForgetThoseOfTheDeadAsync(default);
        Assert.Null(await other.TakeAsync("work", default));
        database.Clock.Advance(Duration.FromSeconds(1));
        Assert.Equal(2, (await other.TakeAsync("work", default))?.Epoch);
        Assert.False(await hung.RenewAsync(lease!, default));
    }
}
