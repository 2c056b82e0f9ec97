using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Testing;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Platform.Following;

/// <summary>A second machine that follows, with real processes.</summary>
public sealed class FollowTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder folder = new();

    private string First => folder.File("first");

    private string Second => folder.File("second");

    [Fact]
    public async Task Shows_what_the_main_one_does_as_it_happens_and_refuses_every_act_on_page_and_API()
    {
        await using var main = await SlipwayProcess.UpAsync("--data", First);
        using var client = ActingClients.Client(await TokenAsync());
        await using var follower = await FollowAsync(main.Address);
        await using var acting = await ActingClients.StartAsync(main.Address, await TokenAsync(), 0);
        var run = new Uri($"/api/v1/runs/{acting.Run}", UriKind.Relative);

        // The first event is the present; the next one comes because somebody acted there.
        await UntilAsync(async () => (await client.GetAsync(new Uri(follower.Address, run))).IsSuccessStatusCode);
        using var events = new StreamReader(await client.GetStreamAsync(new Uri(follower.Address, $"{run}/events")));
        await NextEventAsync(events);
        var version = await CommentAsync(client, main.Address, acting.Run, "seen from afar");
        while (await NextEventAsync(events) is { } shown && shown.GetProperty("version").GetInt64() < version)
        {
        }
        var journal = await client.GetStringAsync(new Uri(follower.Address, $"{run}/journal"));
        Assert.Contains("seen from afar", journal, StringComparison.Ordinal);

        var refused = await client.PostAsJsonAsync(new Uri(follower.Address, $"{run}/acts"), new { commandId = Guid.NewGuid(), act = "comment", text = "here" });
        var problem = await refused.JsonAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "urn:slipway:problem:copy-that-follows"), (refused.StatusCode, problem.GetProperty("type").GetString()));
        Assert.Contains(main.Address.GetLeftPart(UriPartial.Authority), problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.InRange(problem.GetProperty("seconds").GetInt64(), 0, 20);

        using var browser = new PlainBrowser(follower.Address);
        await browser.GoAsync("/sign-in");
        await browser.PressAsync("button[value=tessema]");
        foreach (var page in new[] { "/", "/launches/usct", "/launches/usct/plan", "/launches/usct/room", "/launches/usct/tasks", "/launches/usct/journal", "/launches/usct/room/1/control" })
        {
            await browser.GoAsync(page);
            Assert.Equal((HttpStatusCode.OK, page), (browser.Status, page));
            // In the language of whoever looks.
            Assert.Contains("rien ne peut être fait ici.", browser.Page.QuerySelector("#copy-line")!.TextContent, StringComparison.Ordinal);
        }
        await browser.GoAsync("/launches/usct/room/1/control");
        // Nobody writes what would be refused; who sends it all the same is told why.
        Assert.All(browser.Page.QuerySelectorAll("form[method=post]"), form => Assert.Equal(form.GetAttribute("action") != "/sign-out", form.HasAttribute("inert")));
        await browser.PressAsync("#pause button", ("Form.Reason", "here"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.EndsWith("ceci est une copie", browser.Heading, StringComparison.Ordinal);
        // Whoever came in by the copy is in no journal.
        Assert.Equal(await HeadAsync(First), await HeadAsync(Second));
    }

    [Fact]
    public async Task Goes_on_after_either_side_was_killed_and_started_again()
    {
        await using var proxied = await SlipwayProcess.UpAsync("--data", First);
        var (address, token) = (proxied.Address, await TokenAsync());
        using var client = ActingClients.Client(token);
        var follower = await FollowAsync(address);
        await using var acting = await ActingClients.StartAsync(address, token, 0);
        await ShowsAsync(client, follower.Address, acting.Run, await CommentAsync(client, address, acting.Run, "one"));

        await follower.KillAsync();
        await follower.DisposeAsync();
        var second = await CommentAsync(client, address, acting.Run, "two");
        follower = await FollowAsync(address);
        await ShowsAsync(client, follower.Address, acting.Run, second);

        await proxied.KillAsync();
        await follower.SaysAsync("NOT FOLLOWING");
        // What is there is shown meanwhile, and the page says how old it is.
        await ShowsAsync(client, follower.Address, acting.Run, second);
        await using (var again = await SlipwayProcess.UpAsync(Command("up", "--data", First, "--urls", address.GetLeftPart(UriPartial.Authority))))
        {
            await follower.SaysAsync("Following http");
            Assert.DoesNotContain("session is over", follower.Said, StringComparison.Ordinal);
            await ShowsAsync(client, follower.Address, acting.Run, await CommentAsync(client, address, acting.Run, "three"));
            Assert.Equal(await HeadAsync(First), await HeadAsync(Second));
        }
        await follower.DisposeAsync();
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_token_a_role_a_folder_or_an_address()
    {
        await using var main = await SlipwayProcess.UpAsync("--data", First);
        var url = main.Address.ToString();
        await RefusedAsync("does not know this token", "follow", url, "--token", "slw_wrong", "--data", Second);
        var observer = (await SlipwayProcess.RunAsync("token", "create", "--name", "o", "--role", "observer", "--data", First)).Results.Trim();
        await RefusedAsync("This is not for your role. Use a token of one of these roles: administrator.", "follow", url, "--token", observer, "--data", Second);
        await RefusedAsync("no environment variable SURELY_NOT_THERE", "follow", url, "--token", "env:SURELY_NOT_THERE", "--data", Second);
        await RefusedAsync("is no address", "follow", "first", "--token", "x", "--data", Second);
        await using (var own = await SlipwayProcess.UpAsync("--data", folder.File("own")))
            await own.StopAsync();
        await RefusedAsync("holds data of its own", "follow", url, "--token", await TokenAsync(), "--data", folder.File("own"));
        await RefusedAsync("is no copy that follows", "promote", "--data", folder.File("own"));

        await using (var follower = await FollowAsync(main.Address))
        {
            await RefusedAsync("it is not dead", "promote", "--data", Second);
            await follower.StopAsync();
        }
        // A copy is not served as if it were the main one, and nothing is written in it.
        await RefusedAsync("is a copy that follows", "up", "--data", Second, "--urls", "http://127.0.0.1:0");
        await RefusedAsync("is a copy that follows", "token", "create", "--name", "x", "--role", "administrator", "--data", Second);
        // The token is on no disk of the copy.
        var token = await TokenAsync();
        Assert.All(Directory.GetFiles(Second), file => Assert.DoesNotContain(token, File.ReadAllText(file, System.Text.Encoding.Latin1), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_promoted_when_the_main_one_was_killed_while_eight_clients_acted_with_every_act_from_before_it_last_heard()
    {
        await using var main = await SlipwayProcess.UpAsync("--data", First);
        var token = await TokenAsync();
        await using var follower = await FollowAsync(main.Address);
        await using var acting = await ActingClients.StartAsync(main.Address, token, 8);
        await acting.ReachAsync(1500);
        await main.KillAsync();

        var since = Stopwatch.StartNew();
        var promoted = await SlipwayProcess.RunAsync("promote", "--data", Second, "--json");
        Assert.True(promoted.ExitCode == 0, promoted.Words);
        using var client = ActingClients.Client(token);
        await CommentAsync(client, follower.Address, acting.Run, "the first act");
        Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), $"{since.Elapsed}");
        TestContext.Current.SendDiagnosticMessage($"From the command to the first accepted act: {since.Elapsed.TotalSeconds:0.0} s");

        var done = JsonElement.Parse(promoted.Results);
        var heard = done.GetProperty("heard").GetDateTimeOffset();
        Assert.InRange((DateTimeOffset.UtcNow - heard).TotalSeconds, 0, 30);
        var there = await CommandsAsync(Second, acting.Run);
        Assert.NotEmpty(acting.AcknowledgedBefore(heard));
        Assert.Empty(acting.AcknowledgedBefore(heard).Except(there.Keys));
        // What it says that it has of the run is what it has, and what is missing came later.
        var run = Assert.Single(done.GetProperty("runs").EnumerateArray());
        Assert.Equal(there.Values.Max() - 1, run.GetProperty("version").GetInt64());
        Assert.Equal(0, (await SlipwayProcess.RunAsync("journal", "verify", "--data", Second)).ExitCode);

        // The old one comes back, hears that, and refuses until it is told.
        await RefusedAsync("another was promoted in the place of", "up", "--data", First, "--urls", main.Address.ToString());
        Assert.Equal(follower.Address, new Uri((await File.ReadAllLinesAsync(Path.Combine(First, "MOVED.txt")))[0].Split(' ')[^1]));
        await using var back = await FollowAsync(follower.Address, First);
        await ShowsAsync(client, back.Address, acting.Run, await CommentAsync(client, follower.Address, acting.Run, "and on"));
        Assert.Single(Directory.GetFiles(First, "slipway-before-follow-*.db"));
        Assert.Equal(await HeadAsync(First), await HeadAsync(Second));
    }

    [Fact]
    public async Task Is_promoted_when_nobody_serves_it_and_an_old_one_that_goes_on_stops_when_they_meet_until_it_is_told_to_serve()
    {
        var main = await SlipwayProcess.UpAsync("--data", First);
        var token = await TokenAsync();
        using var client = ActingClients.Client(token);
        await using var acting = await ActingClients.StartAsync(main.Address, token, 0);
        await using (var follower = await FollowAsync(main.Address))
        {
            await ShowsAsync(client, follower.Address, acting.Run, await CommentAsync(client, main.Address, acting.Run, "one"));
            // Until the main one knows where it is.
            await UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(First, "slipway-role.json"))));
            await follower.StopAsync();
        }
        Assert.Equal(0, (await SlipwayProcess.RunAsync("promote", "--force", "--data", Second)).ExitCode);
        await using var second = await SlipwayProcess.UpAsync("--data", Second);
        await main.SaysAsync("REPLACED");
        await UntilAsync(() => Task.FromResult(main.HasEnded));
        await RefusedAsync("--moved-back", "up", "--data", First, "--urls", "http://127.0.0.1:0");

        // Told to serve again, it is the newer one, and the other stops.
        await using var back = await SlipwayProcess.UpAsync(Command("up", "--data", First, "--moved-back", "--urls", main.Address.GetLeftPart(UriPartial.Authority)));
        await CommentAsync(client, back.Address, acting.Run, "here again");
        await second.SaysAsync("REPLACED");
        await main.DisposeAsync();
    }

    [Fact]
    public async Task A_room_says_that_the_main_one_hangs_and_the_main_one_stops_when_it_wakes_after_a_promotion()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Nothing there hangs a process.");
        await using var main = await SlipwayProcess.UpAsync("--data", First);
        using var client = ActingClients.Client(await TokenAsync());
        await using var acting = await ActingClients.StartAsync(main.Address, await TokenAsync(), 0);
        await using var follower = await FollowAsync(main.Address);
        await ShowsAsync(client, follower.Address, acting.Run, await CommentAsync(client, main.Address, acting.Run, "one"));
        var room = new Uri(follower.Address, "/launches/usct/room");
        Assert.DoesNotContain("alarm-copy", await client.GetStringAsync(room), StringComparison.Ordinal);

        Signal("-STOP", main);
        await UntilAsync(async () => (await client.GetStringAsync(room)).Contains("alarm-copy", StringComparison.Ordinal));
        Assert.Equal(0, (await SlipwayProcess.RunAsync("promote", "--data", Second)).ExitCode);
        await CommentAsync(client, follower.Address, acting.Run, "two");
        Assert.DoesNotContain("alarm-copy", await client.GetStringAsync(room), StringComparison.Ordinal);

        Signal("-CONT", main);
        await main.SaysAsync("REPLACED");
        await UntilAsync(() => Task.FromResult(main.HasEnded));
    }

    private static void Signal(string signal, SlipwayProcess process)
    {
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        kill.WaitForExit();
    }

    private Task<SlipwayProcess> FollowAsync(Uri main, string? data = null)
    {
        var start = Command("follow", main.ToString(), "--token", "env:FOLLOW_TEST_TOKEN", "--data", data ?? Second, "--urls", "http://127.0.0.1:0");
        start.Environment["FOLLOW_TEST_TOKEN"] = TokenAsync().Result;
        return SlipwayProcess.UpAsync(start);
    }

    private static ProcessStartInfo Command(params string[] arguments) => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Slipway.dll"), .. arguments]);

    private string? made;

    private async Task<string> TokenAsync() => made ??= (await SlipwayProcess.RunAsync("token", "create", "--name", "second", "--role", "administrator", "--data", First)).Results.Trim();

    private static async Task RefusedAsync(string words, params string[] arguments)
    {
        var (code, _, said) = await SlipwayProcess.RunAsync(arguments);
        Assert.True(code == 2 && said.Contains(words, StringComparison.Ordinal), $"{code} {said}");
    }

    private static async Task<string> HeadAsync(string data) => (await SlipwayProcess.RunAsync("journal", "head", "--data", data)).Results.Trim();

    private static async Task<long> CommentAsync(HttpClient client, Uri server, Guid run, string text)
    {
        var answer = await client.PostAsJsonAsync(new Uri(server, $"/api/v1/runs/{run}/acts"), new { commandId = Guid.NewGuid(), act = "comment", text });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("version").GetInt64();
    }

    /// <summary>Ends when a server shows a run at a version.</summary>
    private static Task ShowsAsync(HttpClient client, Uri server, Guid run, long version) => UntilAsync(async () =>
        await client.GetAsync(new Uri(server, $"/api/v1/runs/{run}")) is { IsSuccessStatusCode: true } answer && (await answer.JsonAsync()).GetProperty("version").GetInt64() >= version);

    /// <summary>The commands of a run with their last versions.</summary>
    private static async Task<Dictionary<Guid, long>> CommandsAsync(string data, Guid run)
    {
        var texts = new Dictionary<Guid, long>();
        await using var offline = await Slipway.Platform.Cli.Offline.OnAsync(Slipway.Platform.Storage.DatabasePlace.Folder(data), default);
        foreach (var entry in await offline.Get<Slipway.Platform.Journal.JournalStore>().ReadAsync($"run:{run:N}"))
            texts[entry.CommandId] = entry.Version;
        return texts;
    }

    private static async Task<JsonElement?> NextEventAsync(StreamReader events)
    {
        while (await events.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
                return JsonElement.Parse(line["data: ".Length..]);
        }
        throw new EndOfStreamException();
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
            await Task.Delay(50, patience.Token);
    }

    public void Dispose() => folder.Dispose();
}
