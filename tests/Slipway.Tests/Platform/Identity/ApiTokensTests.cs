using NodaTime;
using Slipway.Platform;
using Slipway.Platform.Identity;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Identity;

public abstract class ApiTokensTests(DatabaseKind kind)
{
    [Fact]
    public async Task A_token_is_found_by_its_secret_until_it_is_revoked()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var tokens = database.Get<ApiTokens>();
        var secret = await tokens.MakeAsync("board", "observer", null, "usct", "test", default);
        var found = await tokens.FindAsync(secret, default);
        Assert.Equal(("board", "observer", null, "usct"), (found?.Name, found?.Role, found?.Person, found?.Launch));
        Assert.True(await tokens.RevokeAsync("board", "test", default));
        Assert.Null(await tokens.FindAsync(secret, default));
        Assert.False(await tokens.RevokeAsync("board", "test", default));
        Assert.Empty(await tokens.ListAsync(default));
    }

    [Fact]
    public async Task Its_secret_is_nowhere_in_the_database()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var secret = await database.Get<ApiTokens>().MakeAsync("board", "observer", null, null, "test", default);
        Assert.Matches("^slw_[A-Za-z0-9_-]{43}$", secret);
        await using var db = database.Open();
        Assert.All(db.Set<ApiToken>(), token => Assert.Equal(32, token.SecretHash.Length));
        Assert.All(await database.Journal.ReadAsync(AccountRecord.Stream), entry => Assert.DoesNotContain(secret, entry.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_last_use_is_noted_once_a_minute()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var tokens = database.Get<ApiTokens>();
        var secret = await tokens.MakeAsync("board", "observer", null, null, "test", default);
        Assert.Null(Assert.Single(await tokens.ListAsync(default)).LastUsed);
        var first = database.Clock.GetCurrentInstant();
        await tokens.FindAsync(secret, default);
        database.Clock.AdvanceSeconds(30);
        await tokens.FindAsync(secret, default);
        Assert.Equal(first, Assert.Single(await tokens.ListAsync(default)).LastUsed);
        database.Clock.AdvanceSeconds(31);
        await tokens.FindAsync(secret, default);
        Assert.Equal(first + Duration.FromSeconds(61), Assert.Single(await tokens.ListAsync(default)).LastUsed);
    }

    [Fact]
    public async Task Two_valid_tokens_have_different_names_and_roles_that_exist()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var tokens = database.Get<ApiTokens>();
        await tokens.MakeAsync("board", "observer", null, null, "test", default);
        Assert.Contains("revoke", (await Assert.ThrowsAsync<UnusableInputException>(() => tokens.MakeAsync("board", "observer", null, null, "test", default))).Message, StringComparison.Ordinal);
        Assert.Contains("it-operations", (await Assert.ThrowsAsync<UnusableInputException>(() => tokens.MakeAsync("other", "king", null, null, "test", default))).Message, StringComparison.Ordinal);
    }
}

public sealed class ApiTokensTestsOnSqlite() : ApiTokensTests(DatabaseKind.Sqlite);

public sealed class ApiTokensTestsOnPostgres() : ApiTokensTests(DatabaseKind.Postgres);
