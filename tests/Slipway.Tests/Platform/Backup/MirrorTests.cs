using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using Slipway.Platform.Backup;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;
using Slipway.Platform.Web;
using Slipway.Testing;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Journal;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Backup;

public sealed class MirrorTests
{
    [Fact]
    public async Task A_copy_is_made_at_the_start_then_every_five_minutes_in_which_somebody_acted_and_at_the_stop()
    {
        await using var running = await RunningMirror.StartAsync();
        Assert.Equal(0, EntriesIn(Assert.Single(running.Copies)));

        var kept = await running.PassAsync(Mirror.Interval);
        Assert.Single(running.Copies);
        Assert.Equal((running.Clock.GetCurrentInstant(), false), (kept.Last!.Value, kept.Failing));

        await running.ActAsync();
        await running.PassAsync(Mirror.Interval);
        Assert.Equal(1, EntriesIn(running.Copies[^1]));

        await running.ActAsync();
        await running.StopAsync();
        Assert.Equal([0, 1, 2], running.Copies.Select(EntriesIn));
    }

    [Fact]
    public async Task The_last_copy_is_made_though_the_others_took_all_the_time_that_there_was_to_stop()
    {
        await using var running = await RunningMirror.StartAsync();
        await running.ActAsync();
        await running.StopAsync(new CancellationToken(canceled: true));
        Assert.Equal([0, 1], running.Copies.Select(EntriesIn));
    }

    [Fact]
    public async Task The_last_three_copies_are_kept_and_nothing_else_is_taken_away()
    {
        await using var running = await RunningMirror.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(running.Folder, "theirs.db"), "theirs");
        for (var act = 0; act < 4; act++)
        {
            await running.ActAsync();
            await running.PassAsync(Mirror.Interval);
        }
        Assert.Equal([2, 3, 4], running.Copies.Select(EntriesIn));
        Assert.Equal(4, Directory.GetFileSystemEntries(running.Folder).Length);
    }

    [Fact]
    public async Task A_copy_that_was_taken_away_is_made_again_though_nobody_acted()
    {
        await using var running = await RunningMirror.StartAsync();
        File.Delete(running.Copies.Single());
        await running.PassAsync(Mirror.Interval);
        Assert.Single(running.Copies);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_never_made_and_is_found_a_minute_after_it_came()
    {
        await using var running = await RunningMirror.StartAsync(folderIsThere: false);
        Assert.Equal((true, null), (running.State.Report!.Failing, running.State.Report.Last));
        Assert.False(Directory.Exists(running.Folder));

        Directory.CreateDirectory(running.Folder);
        var found = await running.PassAsync(Mirror.RetryAfter);
        Assert.Equal((false, running.Clock.GetCurrentInstant()), (found.Failing, found.Last!.Value));
        Assert.Single(running.Copies);

        Directory.Delete(running.Folder, recursive: true);
        Assert.True((await running.PassAsync(Mirror.Interval)).Failing);
    }

    [Theory]
    [InlineData(true, 1, true)]
    [InlineData(false, 15, false)]
    [InlineData(false, 16, true)]
    public void Somebody_is_needed_when_it_fails_or_nothing_was_heard_for_more_than_a_quarter_of_an_hour(bool failing, int minutes, bool needed)
    {
        var at = Instant.FromUtc(2027, 2, 6, 2, 0);
        Assert.Equal(needed, new MirrorReport(at, at, failing).NeedsSomeone(at + Duration.FromMinutes(minutes)));
        Assert.Equal(needed, new MirrorReport(at, null, failing).NeedsSomeone(at + Duration.FromMinutes(minutes)));
    }

    /// <param name="somethingHolds">Whether a request that never ends holds the stop up for all the ten seconds that the server gives it.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_an_orderly_stop_the_copy_on_the_second_disk_holds_every_acknowledged_act(bool somethingHolds)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("stick"));
        await using var server = await SlipwayProcess.UpAsync("--data", folder.File("data"), "--mirror", folder.File("stick"));
        var token = (await SlipwayProcess.RunAsync("token", "create", "--name", "many", "--role", "administrator", "--data", folder.File("data"))).Results.Trim();
        await using var clients = await ActingClients.StartAsync(server.Address, token, 4);
        await clients.ReachAsync(100);
        await clients.StopAsync();
        using var half = somethingHolds ? await HalfARequestAsync(server.Address, token, clients.Run) : null;
        var code = await server.StopAsync();
        Assert.True(code == 0, server.Said);

        var copy = Directory.GetFiles(folder.File("stick"), "slipway-mirror-*.db").Order(StringComparer.Ordinal).Last();
        Assert.Equal(0, (await SlipwayProcess.RunAsync("restore", copy, "--data", folder.File("second"))).ExitCode);
        await using var second = await Slipway.Platform.Cli.Offline.OnAsync(DatabasePlace.Folder(folder.File("second")), default);
        var there = (await second.Get<JournalStore>().ReadAsync($"run:{clients.Run:N}")).Select(entry => entry.CommandId).ToHashSet();
        Assert.Empty(clients.Acknowledged.Except(there));
        Assert.Equal([copy], Directory.GetFileSystemEntries(folder.File("stick")).Where(entry => entry.EndsWith(Path.GetFileName(copy), StringComparison.Ordinal)));
        Assert.DoesNotContain("NO COPY", server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_second_disk_is_missing_serves_and_says_so_in_the_log_and_in_the_room()
    {
        using var folder = new TemporaryFolder();
        await using var server = await SlipwayProcess.UpAsync("--data", folder.File("data"), "--mirror", folder.File("stick"));
        await server.SaysAsync("NO COPY in " + folder.File("stick"));
        var room = await RoomAsync(server, folder.File("data"));
        Assert.Matches("<span id=\"room-copy\" data-s=\"late\" class=\"st\">No copy on the second disk: tell the administrator.</span>", room);
        Assert.False(Directory.Exists(folder.File("stick")));
        await server.StopAsync();
    }

    [Fact]
    public async Task The_room_says_when_the_last_copy_was_made()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("stick"));
        await using var server = await SlipwayProcess.UpAsync("--data", folder.File("data"), "--mirror", folder.File("stick"));
        while (Directory.GetFiles(folder.File("stick")).Length == 0)
            await Task.Delay(20);
        Assert.Matches("<span id=\"room-copy\" data-s=\"\">Copy on the second disk: [^<]*[0-9]{2}:[0-9]{2}[^<]*</span>", await RoomAsync(server, folder.File("data")));
        await server.StopAsync();
    }

    /// <summary>An act of which only the beginning comes.</summary>
    private static async Task<TcpClient> HalfARequestAsync(Uri server, string token, Guid run)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/runs/{run}/acts HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"));
        // The server says so when it waits for the rest.
        Assert.StartsWith("HTTP/1.1 100", await new StreamReader(client.GetStream()).ReadLineAsync(), StringComparison.Ordinal);
        return client;
    }

    private static async Task<string> RoomAsync(SlipwayProcess server, string data)
    {
        var token = (await SlipwayProcess.RunAsync("token", "create", "--name", "one", "--role", "administrator", "--data", data)).Results.Trim();
        await using var clients = await ActingClients.StartAsync(server.Address, token, 0);
        using var client = ActingClients.Client(token);
        return await client.GetStringAsync(new Uri(server.Address, "/launches/usct/room"));
    }

    private static int EntriesIn(string copy)
    {
        Assert.Null(SqliteFile.Damage(copy));
        using var sqlite = SqliteFile.Open(copy, Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly);
        return int.Parse(SqliteFile.Rows(sqlite, "SELECT count(*) FROM journal_entries").Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A mirror whose minutes pass when a test says so.</summary>
    private sealed class RunningMirror : IAsyncDisposable
    {
        private readonly TemporaryFolder folder = new();
        private readonly ManualTime time = new();
        private readonly TestDatabase database;
        private readonly Mirror mirror;
        private long version;

        private RunningMirror(TestDatabase database)
        {
            this.database = database;
            mirror = new(database.Place, new ServerSettings { Place = database.Place, Mirror = Folder }, State, database.Journal, database.Clock, time, NullLogger<Mirror>.Instance);
        }

        public string Folder => folder.File("stick");
        public MirrorState State { get; } = new();
        public FakeClock Clock => database.Clock;
        public string[] Copies => [.. Directory.GetFiles(Folder, "slipway-mirror-*.db").Order(StringComparer.Ordinal)];

        public static async Task<RunningMirror> StartAsync(bool folderIsThere = true)
        {
            var running = new RunningMirror(await TestDatabase.MigratedAsync(DatabaseKind.Sqlite));
            if (folderIsThere)
                Directory.CreateDirectory(running.Folder);
            await running.mirror.StartAsync(default);
            await running.time.TimersAsync(1);
            return running;
        }

        public async Task ActAsync() => version = (await database.Journal.AppendedAsync("run:1", version, "act")).Version;

        /// <summary>Lets so much time pass, and ends when the mirror waits again.</summary>
        public async Task<MirrorReport> PassAsync(TimeSpan length)
        {
            database.Clock.Advance(Duration.FromTimeSpan(length));
            time.Advance(length);
            await time.TimersAsync(1);
            return State.Report!;
        }

        public async Task StopAsync(CancellationToken patience = default)
        {
            database.Clock.Advance(Duration.FromSeconds(1));
            await mirror.StopAsync(patience);
        }

        public async ValueTask DisposeAsync()
        {
            await mirror.StopAsync(default);
            mirror.Dispose();
            await database.DisposeAsync();
            folder.Dispose();
        }
    }
}
