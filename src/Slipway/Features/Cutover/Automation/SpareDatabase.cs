using System.Data.Common;
using Npgsql;

namespace Slipway.Features.Cutover.Automation;

/// <summary>An empty database beside another, for a proof; gone afterwards.</summary>
internal sealed class SpareDatabase : IAsyncDisposable
{
    private readonly string maintenance;
    private readonly WorkOutput output;

    private SpareDatabase(string name, string connectionString, string maintenance, WorkOutput output) =>
        (Name, ConnectionString, this.maintenance, this.output) = (name, connectionString, maintenance, output);

    public string Name { get; }

    public string ConnectionString { get; }

    public static async Task<SpareDatabase> MakeAsync(string beside, WorkOutput output, CancellationToken cancellation)
    {
        var where = WorkDatabase.Postgres(beside);
        var name = $"slipway_aside_{Guid.NewGuid():N}"[..30];
        var spare = new SpareDatabase(name, new NpgsqlConnectionStringBuilder(where.ConnectionString) { Database = name }.ConnectionString, where.ConnectionString, output);
        await spare.SayAsync($"CREATE DATABASE {name} TEMPLATE template0", cancellation);
        return spare;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await SayAsync($"DROP DATABASE {Name} WITH (FORCE)", CancellationToken.None);
        }
        catch (DbException left)
        {
            output.Say($"{Name} could not be removed: {left.Message}");
        }
    }

    private async Task SayAsync(string sql, CancellationToken cancellation)
    {
        await using var database = await WorkDatabase.OpenAsync(maintenance, output, cancellation);
        await database.ExecuteAsync(null, sql, cancellation);
    }
}
