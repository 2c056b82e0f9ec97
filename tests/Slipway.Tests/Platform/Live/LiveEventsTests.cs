using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slipway.Platform;
using Slipway.Platform.Journal;
using Slipway.Platform.Live;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;
using Slipway.Testing;
using Slipway.Testing.Databases;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Journal;

namespace Slipway.Tests.Platform.Live;

/// <summary>From an act in the journal to the lines that a browser reads.</summary>
public sealed class LiveEventsTests
{
    [Fact]
    public async Task An_act_is_read_by_who_watches_and_the_present_state_by_who_comes_back()
    {
        await using var app = await SlipwayApp.StartAsync(more: new Watchable());
        using var client = app.Client();
        var journal = app.Services.GetRequiredService<JournalStore>();
        using (var first = await OpenAsync(client, "/watch"))
        {
            Assert.Equal("data: version 0", await DataAsync(first));
            await journal.AppendedAsync("run/1", 0, "a", "b");
            Assert.Equal("data: version 2", await DataAsync(first));
        }
        await journal.AppendedAsync("run/1", 2, "c");
        using var again = await OpenAsync(client, "/watch", lastSeen: "2");
        Assert.Equal("data: version 3", await DataAsync(again));
    }

    [Fact]
    public async Task Who_asks_for_it_packed_reads_the_same()
    {
        await using var app = await SlipwayApp.StartAsync(more: new Watchable());
        using var client = app.Client();
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");
        using var response = await client.GetAsync("/watch", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        using var reader = new StreamReader(new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        Assert.Equal("data: version 0", await DataAsync(reader));
        await app.Services.GetRequiredService<JournalStore>().AppendedAsync("run/1", 0, "a", "b");
        Assert.Equal("data: version 2", await DataAsync(reader));
    }

    [Fact]
    public async Task An_act_on_one_node_is_read_by_who_watches_another()
    {
        Assert.SkipUnless(PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        var place = DatabasePlace.Postgres(PostgresServer.NewDatabase());
        await using var one = await SlipwayApp.StartAsync(settings => settings with { Place = place }, more: new Watchable());
        await using var two = await SlipwayApp.StartAsync(settings => settings with { Place = place }, more: new Watchable());
        using var client = two.Client();
        using var watched = await OpenAsync(client, "/watch");
        Assert.Equal("data: version 0", await DataAsync(watched));
        await one.Services.GetRequiredService<JournalStore>().AppendedAsync("run/1", 0, "a");
        Assert.Equal("data: version 1", await DataAsync(watched));
    }

    [Fact]
    public async Task A_server_that_stops_does_not_wait_for_its_watchers()
    {
        // Given an hour, so that a server that does wait is told from a machine that is slow.
        var app = await SlipwayApp.StartAsync(adjust: services => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromHours(1)), more: new Watchable());
        using var client = app.Client();
        using var watched = await OpenAsync(client, "/watch");
        Assert.Equal("data: version 0", await DataAsync(watched));
        await app.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(3));
        Assert.Null(await DataAsync(watched));
    }

    [Fact]
    public async Task A_stream_ends_after_some_minutes_so_that_its_watcher_comes_back_through_the_sign_in()
    {
        var time = new ManualTime();
        await using var app = await SlipwayApp.StartAsync(adjust: services => services.AddSingleton<TimeProvider>(time), more: new Watchable());
        using var client = app.Client();
        using var watched = await OpenAsync(client, "/watch");
        Assert.Equal("data: version 0", await DataAsync(watched));
        time.Advance(TimeSpan.FromMinutes(3));
        await app.Services.GetRequiredService<JournalStore>().AppendedAsync("run/1", 0, "a");
        Assert.Equal("data: version 1", await DataAsync(watched));
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(await DataAsync(watched));
    }

    [Fact]
    public async Task A_stream_of_somebody_who_is_not_signed_in_is_refused_and_not_led_elsewhere()
    {
        await using var app = await SlipwayApp.StartAsync();
        using var client = app.Client();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");
        using var answer = await client.GetAsync("/launches/usct/room/1/live");
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static async Task<StreamReader> OpenAsync(HttpClient client, string address, string? lastSeen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (lastSeen is not null)
            request.Headers.Add("Last-Event-ID", lastSeen);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new(await response.Content.ReadAsStreamAsync());
    }

    private static async Task<string?> DataAsync(StreamReader reader)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await reader.ReadLineAsync(patience.Token) is { } line)
            if (line.StartsWith("data: version", StringComparison.Ordinal))
                return line;
        return null;
    }

    private sealed class Watchable : IFeature
    {
        public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/watch", (HttpContext context) => context.WatchAsync("run/1", "test", null, DrawAsync)).AllowAnonymous();

        private static async Task<LiveFrame?> DrawAsync(IServiceProvider services, string? since, CancellationToken cancellation)
        {
            var version = await services.GetRequiredService<JournalStore>().VersionAsync("run/1", cancellation);
            return LiveFrame.Of($"{version}", $"version {version}");
        }
    }
}
