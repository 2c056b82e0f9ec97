using Slipway.Platform;
using Slipway.Platform.Storage;

namespace Slipway.Tests.Platform.Storage;

public sealed class DatabasePlaceTests
{
    [Theory]
    [InlineData("Host=db;Port=6000;Database=launch;Username=me;Password=secret")]
    [InlineData("postgres://me:secret@db:6000/launch")]
    [InlineData("postgresql://me:secret@db:6000/launch?sslmode=require")]
    public void Both_ways_to_write_a_connection_mean_the_same(string written)
    {
        var place = DatabasePlace.Postgres(written);
        Assert.Equal("PostgreSQL database launch on db:6000", place.ToString());
        Assert.Contains("secret", place.ConnectionString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("what is this")]
    [InlineData("Database=launch")]
    [InlineData("postgres://")]
    public void What_names_no_database_server_is_refused_with_an_example(string written)
    {
        var refused = Assert.Throws<UnusableInputException>(() => DatabasePlace.Postgres(written));
        Assert.Contains("Host=localhost", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_never_shown() =>
        Assert.DoesNotContain("secret", DatabasePlace.Postgres("Host=db;Password=secret").ToString(), StringComparison.Ordinal);
}
