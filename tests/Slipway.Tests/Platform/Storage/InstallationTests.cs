using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Storage;

namespace Slipway.Tests.Platform.Storage;

public abstract class InstallationTests(DatabaseKind kind)
{
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public async Task Data_are_a_playground_only_when_begun_as_one_and_started_as_one(bool begun, bool started, bool playground)
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        Assert.Equal(begun, await DecideAsync(database, begun));
        Assert.Equal(playground, await DecideAsync(database, started));
    }

    private static async Task<bool> DecideAsync(TestDatabase database, bool asksForSample)
    {
        var installation = new Installation(database.Get<IDbContextFactory<SlipwayDb>>(), database.Clock);
        await installation.DecideAsync(asksForSample, default);
        return installation.Sample;
    }
}

public sealed class InstallationTestsOnSqlite() : InstallationTests(DatabaseKind.Sqlite);

public sealed class InstallationTestsOnPostgres() : InstallationTests(DatabaseKind.Postgres);
