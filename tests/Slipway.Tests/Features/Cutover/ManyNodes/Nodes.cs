using System.Diagnostics;
using Npgsql;
using Slipway.Features.Cutover.Automation;
using Slipway.Testing;
using Slipway.Testing.Proxies;
using Slipway.Tests.Features.Cutover.Automation;

namespace Slipway.Tests.Features.Cutover.ManyNodes;

/// <summary>Three nodes on one PostgreSQL behind HAProxy, with the configuration that operators are given; each can be killed, hung and started again.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private const int Count = 3;

    /// <summary>The backend of those that can serve.</summary>
    private const string Ready = "ready";

    private readonly Uri[] addresses = [.. Enumerable.Range(0, Count).Select(_ => new Uri($"http://127.0.0.1:{HaProxyProcess.FreePort()}"))];
    private readonly SlipwayProcess?[] processes = new SlipwayProcess?[Count];
    private readonly string[] arguments;
    private readonly string database;
    private readonly Func<string[], ProcessStartInfo> program;
    private HaProxyProcess? proxy;

    private Nodes(Func<string[], ProcessStartInfo> program, string database, string[] arguments) =>
        (this.program, this.database, this.arguments) = (program, database, ["up", .. arguments, "--db", database]);

    /// <summary>Where the balancer listens.</summary>
    public Uri Address => proxy!.Address;

    public IReadOnlyList<Uri> Each => addresses;

    /// <param name="program">Makes the program with arguments: as it was built, or published.</param>
    /// <param name="database">A connection string.</param>
    /// <param name="arguments">What each node is started with besides.</param>
    public static async Task<Nodes> StartAsync(Func<string[], ProcessStartInfo> program, string database, params string[] arguments)
    {
        var nodes = new Nodes(program, database, arguments);
        try
        {
            // The first makes the tables and imports the launch.
            await nodes.StartAsync(0);
            await Task.WhenAll(Enumerable.Range(1, Count - 1).Select(nodes.StartAsync));
            nodes.proxy = await HaProxyProcess.StartAsync(Repository.At("docs/operators/haproxy.cfg"), nodes.addresses);
            await nodes.AllReadyAsync();
            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    public async Task KillAsync(int node)
    {
        await processes[node]!.KillAsync();
        await processes[node]!.DisposeAsync();
        processes[node] = null;
    }

    public async Task StartAsync(int node) => processes[node] = await SlipwayProcess.UpAsync(program([.. arguments, "--urls", addresses[node].GetLeftPart(UriPartial.Authority)]));

    public Task HangAsync(int node) => processes[node]!.HangAsync();

    public Task WakeAsync(int node) => processes[node]!.WakeAsync();

    /// <summary>Which nodes the balancer took for down, when and why.</summary>
    public IEnumerable<string> TakenForDown => proxy!.Said.Where(line => line.Contains($"server {Ready}/", StringComparison.Ordinal) && line.Contains("DOWN", StringComparison.Ordinal));

    /// <summary>What a node wrote since it was started.</summary>
    public string Said(int node) => processes[node]?.Said ?? "";

    /// <summary>Returns when the balancer sends requests to all of them.</summary>
    public async Task AllReadyAsync()
    {
        var haproxy = new HaProxy(proxy!.AdminSocket);
        while ((await haproxy.ServersAsync(Ready, default)).Values.Any(server => server.Status != "UP"))
            await Task.Delay(50);
    }

    /// <summary>Which node does a run's automated tasks, as its journal says last; null while nobody does.</summary>
    public async Task<int?> HolderAsync(Guid run)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT data FROM journal_entries WHERE stream = $1 AND type = 'work-taken' ORDER BY version DESC LIMIT 1");
        command.Parameters.Add(new() { Value = $"run:{run:N}" });
        if (await command.ExecuteScalarAsync() is not string taken)
            return null;
        var holder = Array.FindIndex(processes, process => process is not null && taken.Contains($"-{process.Id}-", StringComparison.Ordinal));
        return holder < 0 ? null : holder;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.OfType<SlipwayProcess>())
        {
            await process.WakeAsync();
            await process.DisposeAsync();
        }
        if (proxy is not null)
            await proxy.DisposeAsync();
    }
}
