using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Testing;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>The sample's service leaves the sandbox for production, live, with everything that this takes on one machine.</summary>
[Trait("Speed", "slow")]
public sealed class SampleServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact(Skip = "haproxy or postgresql is not installed", SkipUnless = nameof(ServiceStage.Possible), SkipType = typeof(ServiceStage))]
    public async Task The_service_goes_to_production_under_load_without_a_failed_request_and_people_are_told()
    {
        await using var stage = await ServiceStage.UpAsync("2.0");
        await using var night = await Night.BeginAsync(stage);
        await using var load = Load.On(stage.Service);

        await night.WalkAsync(until: "tell-everybody");
        Assert.Equal("complete", await night.StateAsync());
        await load.IsServedByAsync("2.0");

        var (requests, failed) = await load.EndAsync();
        Assert.True(failed.Count == 0, string.Join('\n', failed.Take(5)));
        Assert.True(requests > 100, $"{requests} requests");
        Assert.Contains("230 households", await Page(stage), StringComparison.Ordinal);
        Assert.StartsWith("7/7 · told: tessema (email), okoth (email), farah (email), noor (email), salad (email), office-1@example.org (email), office-2@example.org (email)", await night.ToldAsync("tell-everybody"), StringComparison.Ordinal);
        Assert.Equal(7, Directory.GetFiles(stage.Mails, "*.eml").Count(file => IsOfTheMove(File.ReadAllText(file))));
    }

    [Fact(Skip = "haproxy or postgresql is not installed", SkipUnless = nameof(ServiceStage.Possible), SkipType = typeof(ServiceStage))]
    public async Task A_bad_release_is_found_at_five_percent_and_everybody_is_led_back()
    {
        await using var stage = await ServiceStage.UpAsync("2.1");
        await using var night = await Night.BeginAsync(stage);
        await using var load = Load.On(stage.Service);

        await night.WalkAsync(until: "go");
        var shift = await night.EndOfAsync("shift-traffic");

        Assert.Equal("failed", shift);
        Assert.Contains("5%", await night.WhyAsync("shift-traffic"), StringComparison.Ordinal);
        await load.IsServedByAsync("1.0");
        await load.HasNoErrorsForAsync(100);
        Assert.Contains("Release 1.0 on SQLite", await Page(stage), StringComparison.Ordinal);
    }

    [Fact(Skip = "haproxy or postgresql is not installed", SkipUnless = nameof(ServiceStage.Possible), SkipType = typeof(ServiceStage))]
    public async Task Going_back_after_the_shift_brings_the_old_service_and_its_data_back()
    {
        await using var stage = await ServiceStage.UpAsync("2.0");
        var before = await Page(stage);
        await using var night = await Night.BeginAsync(stage);
        await using var load = Load.On(stage.Service);

        await night.WalkAsync(until: "go-live");
        await load.IsServedByAsync("2.0");
        await night.GoBackAsync();

        Assert.Equal("rolled-back", await night.StateAsync());
        await load.IsServedByAsync("1.0");
        Assert.Equal(before, await Page(stage));
        using var client = new HttpClient { BaseAddress = stage.Service };
        (await client.PostAsJsonAsync("/session", new { name = "farah" })).EnsureSuccessStatusCode();
        Assert.Equal("received", (await (await client.PostAsJsonAsync("/applications", new { household = "H-0012" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        var (_, failed) = await load.EndAsync();
        Assert.True(failed.Count == 0, string.Join('\n', failed.Take(5)));
    }

    /// <summary>By its subject in one of the three languages, two of which are encoded.</summary>
    private static bool IsOfTheMove(string mail) => new[] { "The transfer’s service has moved", "Le service du transfert a déménagé", "انتقلت خدمة التحويل" }.Contains(MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail))).Subject);

    private static async Task<string> Page(ServiceStage stage)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(stage.Service);
    }

    /// <summary>The live run, and its people: they do what is theirs as soon as it is their turn.</summary>
    private sealed class Night : IAsyncDisposable
    {
        private readonly SlipwayProcess server;
        private readonly HttpClient client;
        private readonly Guid run;
        private readonly HashSet<string> asked = new(StringComparer.Ordinal);

        private Night(SlipwayProcess server, HttpClient client, Guid run) => (this.server, this.client, this.run) = (server, client, run);

        public static async Task<Night> BeginAsync(ServiceStage stage)
        {
            var server = await stage.ServeAsync();
            var client = ActingLaunch.Client(server.Address, await stage.TokenAsync());
            (await client.PostAsJsonAsync("/api/v1/launches/usct-service/baseline", new { version = 1 })).EnsureSuccessStatusCode();
            var answer = await client.PostAsJsonAsync("/api/v1/launches/usct-service/runs", new { mode = "live", confirm = "usct-service live" });
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return new(server, client, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid());
        }

        public async Task<string> StateAsync() => (await ActingLaunch.ReadAsync(client, run)).State;

        /// <summary>Does people's part until a task is done; what fails on the way ends it.</summary>
        public async Task WalkAsync(string until)
        {
            await ReadUntilAsync(tasks => State(tasks, until) == "done", async tasks =>
            {
                Assert.DoesNotContain(tasks.Values, task => task.GetProperty("state").GetString() is "failed" or "unknown");
                foreach (var (id, _) in tasks.Where(task => task.Value.GetProperty("state").GetString() == "ready" && asked.Add(task.Key)).ToList())
                    await DoAsync(id);
            });
        }

        public async Task<string> EndOfAsync(string task)
        {
            var end = "";
            await ReadUntilAsync(tasks => (end = State(tasks, task)) is not ("planned" or "waiting" or "ready" or "in-progress"), _ => Task.CompletedTask);
            return end;
        }

        /// <summary>What the journal says that it failed of.</summary>
        public async Task<string> WhyAsync(string task)
        {
            var journal = await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}/journal?after=0");
            return journal.GetProperty("entries").EnumerateArray().Last(entry => entry.GetProperty("type").GetString() == "work-failed" && entry.GetProperty("data").GetProperty("task").GetString() == task)
                .GetProperty("data").GetProperty("reason").GetString()!;
        }

        /// <summary>What the journal says of whom a message was told.</summary>
        public async Task<string> ToldAsync(string task)
        {
            var journal = await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}/journal?after=0");
            return journal.GetProperty("entries").EnumerateArray().Last(entry => entry.GetProperty("type").GetString() == "work-succeeded" && entry.GetProperty("data").GetProperty("task").GetString() == task)
                .GetProperty("data").GetProperty("said").GetString()!;
        }

        public async Task GoBackAsync()
        {
            await ActAsync(new { act = "roll-back", reason = "The offices call: their printers do not know the new address." });
            await ReadUntilAsync(_ => false, _ => Task.CompletedTask, ended: true);
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await server.DisposeAsync();
        }

        private Task DoAsync(string task) => task switch
        {
            "close-sandbox" => ActAsync(new { act = "release", task }),
            "go" => DecideAsync(),
            "go-live" => ActAsync(new { act = "finish", task }),
            "see-payment" or "tell-offices" => StartAndFinishAsync(task),
            _ => Task.CompletedTask,
        };

        private async Task StartAndFinishAsync(string task)
        {
            await ActAsync(new { act = "start", task });
            await ActAsync(new { act = "finish", task });
        }

        private async Task DecideAsync()
        {
            await ActAsync(new { act = "vote", task = "go", @for = "noor", voter = "digital-security-manager", go = true, comment = "The trail is there." });
            await ActAsync(new { act = "vote", task = "go", @for = "okoth", voter = "it-operations", go = true, comment = "Healthy." });
            await ActAsync(new { act = "decide", task = "go", @for = "tessema", outcome = "go", reason = "Everything is met." });
        }

        private async Task ActAsync(object act)
        {
            var sent = JsonSerializer.SerializeToNode(act)!.AsObject();
            sent["commandId"] = $"{Guid.NewGuid()}";
            var answer = await client.PostAsJsonAsync($"/api/v1/runs/{run}/acts", sent);
            Assert.True(answer.IsSuccessStatusCode, $"{sent.ToJsonString()}\n{await answer.Content.ReadAsStringAsync()}");
        }

        /// <summary>Reads the run after each of its events until it is as wanted, or it has ended.</summary>
        private async Task ReadUntilAsync(Func<IReadOnlyDictionary<string, JsonElement>, bool> isSo, Func<IReadOnlyDictionary<string, JsonElement>, Task> meanwhile, bool ended = false)
        {
            using var over = new CancellationTokenSource(Patience);
            using var stream = await client.GetStreamAsync($"/api/v1/runs/{run}/events", over.Token);
            using var events = new StreamReader(stream);
            while (true)
            {
                var (state, tasks) = await ActingLaunch.ReadAsync(client, run);
                if (ended ? state is not ("running" or "rolling-back") : isSo(tasks))
                    return;
                await meanwhile(tasks);
                // One line says that there is news, whatever it says.
                Assert.NotNull(await events.ReadLineAsync(over.Token));
            }
        }

        private static string State(IReadOnlyDictionary<string, JsonElement> tasks, string task) => tasks[task].GetProperty("state").GetString()!;
    }
}
