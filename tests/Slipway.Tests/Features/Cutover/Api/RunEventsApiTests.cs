using System.Text.Json;
using Slipway.Tests.Hosting;
using static Slipway.Tests.Hosting.ApiAnswers;

namespace Slipway.Tests.Features.Cutover.Api;

/// <summary>What a run tells those who read its journal or watch it.</summary>
public abstract class RunEventsApiTests(RunningDrill drill)
{
    [Fact]
    public async Task The_journal_is_read_from_where_one_stood()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        var stood = (await manager.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync()).GetProperty("version").GetInt64();
        await manager.ActAsync(run, new { act = "comment", text = "All here" }).AcceptedAsync();
        var page = await (await manager.GetAsync($"/api/v1/runs/{run}/journal?after={stood}")).JsonAsync();
        var entry = page.GetProperty("entries").EnumerateArray().First(entry => Text(entry, "type") == "commented");
        Assert.True(entry.GetProperty("version").GetInt64() > stood);
        Assert.Equal(("daher", "All here"), (Text(entry, "actor"), Text(entry.GetProperty("data"), "text")));
        Assert.Equal(64, Text(entry, "hash")!.Length);
        Assert.DoesNotContain("task-started", await manager.TypesAsync(run, stood));
    }

    [Fact]
    public async Task The_stream_tells_the_present_state_and_then_each_change()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        using var stream = await manager.GetAsync($"/api/v1/runs/{run}/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var first = await NextAsync(reader);
        Assert.Equal("ready", StateOf(first, "roll-call"));
        await manager.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync();
        var second = await NextAsync(reader);
        while (StateOf(second, "roll-call") == "ready")
            second = await NextAsync(reader);
        Assert.Equal("in-progress", StateOf(second, "roll-call"));
        Assert.True(second.GetProperty("version").GetInt64() > first.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task The_stream_tells_what_time_alone_changes()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        await manager.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync();
        using var stream = await manager.GetAsync($"/api/v1/runs/{run}/events", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        for (var (before, more) = (await NextAsync(reader), 0); ; more++)
        {
            // An alarm may come in between and is told as any act is.
            Assert.True(more < 12, "Ten minutes passed, and the stream told only what has a version of its own.");
            drill.Clock.MoveMinutes(1);
            var next = await NextAsync(reader, TimeSpan.FromSeconds(30));
            var late = next.GetProperty("tasks").EnumerateArray().First(task => Text(task, "id") == "roll-call").GetProperty("flags").EnumerateArray().Any(flag => flag.GetString() == "late");
            if (late && next.GetProperty("version").GetInt64() == before.GetProperty("version").GetInt64())
                break;
            before = next;
        }
    }

    [Fact]
    public async Task Who_comes_back_to_the_stream_is_told_only_what_he_has_not_seen()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        using var owner = await drill.AsAsync("warsame", "service-owner");
        await owner.ActAsync(run, new { act = "cancel", reason = "Only a test" }).AcceptedAsync();
        var seen = await FirstIdAsync(null);
        Assert.Null(await FirstIdAsync(seen));
        await owner.ActAsync(run, new { act = "comment", text = "Well" }).AcceptedAsync();
        // An act may wait for a second behind the one before it: until then a beat says that the line is alive.
        Assert.NotEqual(seen, Assert.IsType<string>(await FirstIdAsync(seen, orBeat: false)));

        async Task<string?> FirstIdAsync(string? last, bool orBeat = true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/runs/{run}/events");
            if (last is not null)
                request.Headers.Add("Last-Event-ID", last);
            using var stream = await manager.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    return line[4..];
                if (orBeat && line == "event: beat")
                    return null;
            }
            throw new InvalidOperationException("The stream ended.");
        }
    }

    private static async Task<JsonElement> NextAsync(StreamReader reader, TimeSpan? patience = null)
    {
        while (await reader.ReadLineAsync().WaitAsync(patience ?? TimeSpan.FromMinutes(3)) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
                return JsonElement.Parse(line[6..]);
        }
        throw new InvalidOperationException("The stream ended.");
    }

    private static string? StateOf(JsonElement run, string task) => Text(run.GetProperty("tasks").EnumerateArray().Single(one => Text(one, "id") == task), "state");
}

public sealed class RunEventsApiOnSqliteTests(RunningDrill.OnSqlite drill) : RunEventsApiTests(drill), IClassFixture<RunningDrill.OnSqlite>;

public sealed class RunEventsApiOnPostgresTests(RunningDrill.OnPostgres drill) : RunEventsApiTests(drill), IClassFixture<RunningDrill.OnPostgres>;
