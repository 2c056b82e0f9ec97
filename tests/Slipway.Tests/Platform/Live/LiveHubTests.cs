using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Platform.Live;
using Slipway.Testing;

namespace Slipway.Tests.Platform.Live;

public sealed class LiveHubTests : IDisposable
{
    private const string Topic = "run/1";

    private readonly ManualTime time = new();
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly LiveHub hub;
    private int version = 1;
    private int drawn;

    public LiveHubTests() => hub = new(services.GetRequiredService<IServiceScopeFactory>(), time, NullLogger<LiveHub>.Instance);

    [Fact]
    public async Task Whoever_comes_is_sent_the_present_state()
    {
        using var watcher = Join();
        Assert.Equal("id: 1\ndata: all to 1\n\n", Text(await NextAsync(watcher)));
    }

    [Fact]
    public async Task Whoever_comes_back_is_sent_what_changed_since()
    {
        version = 5;
        using var watcher = Join(since: "3");
        Assert.Equal("id: 5\ndata: 3 to 5\n\n", Text(await NextAsync(watcher)));
    }

    [Fact]
    public async Task Whoever_has_the_present_state_is_sent_nothing_but_that_the_line_is_alive()
    {
        using var watcher = Join(since: "1");
        Assert.Null(await NextAsync(watcher));
    }

    [Fact]
    public async Task However_many_states_nobody_remembers_are_named_one_frame_is_drawn_for_all()
    {
        version = 5;
        using var stays = Join(known: false);
        for (var made = 0; made < 100; made++)
        {
            using var watcher = Join(since: $"made-up-{made}", known: false);
            Assert.Equal("id: 5\ndata: all to 5\n\n", Text(await NextAsync(watcher)));
        }
        Assert.Equal(1, drawn);
    }

    [Fact]
    public async Task Whoever_has_the_present_state_though_nobody_remembers_it_is_sent_nothing()
    {
        version = 5;
        using var watcher = Join(since: "5", known: false);
        Assert.Null(await NextAsync(watcher));
    }

    [Fact]
    public async Task Watchers_of_one_kind_are_sent_the_same_bytes_drawn_once()
    {
        using var one = Join();
        using var two = Join();
        using var french = Join(kind: "room/fr");
        var first = await NextAsync(one);
        Assert.Same(first, await NextAsync(two));
        Assert.NotSame(first, await NextAsync(french));
        Assert.Equal(2, drawn);

        Act();
        var second = await NextAsync(one);
        Assert.Same(second, await NextAsync(two));
        Assert.Equal("id: 2\ndata: 1 to 2\n\n", Text(second));
        Assert.NotNull(await NextAsync(french));
        Assert.Equal(4, drawn);
    }

    [Fact]
    public async Task After_a_quiet_second_an_act_goes_out_at_once_and_then_one_message_a_second()
    {
        using var watcher = Join();
        await NextAsync(watcher);
        Act();
        Assert.Equal("2", (await NextAsync(watcher))?.Id);

        Act();
        Act();
        Act();
        var next = watcher.NextAsync(CancellationToken.None);
        // The beat's timer, and the one that waits for the second to be over.
        await time.TimersAsync(2);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("id: 5\ndata: 2 to 5\n\n", Text(await next));
    }

    [Fact]
    public async Task What_changes_without_an_act_waits_for_a_quiet_second_and_holds_no_act_up()
    {
        using var watcher = Join();
        await NextAsync(watcher);
        Act();
        Assert.Equal("2", (await NextAsync(watcher))?.Id);
        Forecast();
        var forecast = watcher.NextAsync(CancellationToken.None);
        await time.TimersAsync(2);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(forecast.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("3", (await forecast)?.Id);

        // An act right after it goes out at once, and takes along what waits.
        Forecast();
        Act();
        Assert.Equal("5", (await NextAsync(watcher))?.Id);
        var nothing = watcher.NextAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(nothing.IsCompleted);
    }

    [Fact]
    public async Task Who_is_slow_gets_the_present_state_and_not_what_was_between()
    {
        using var slow = Join();
        await NextAsync(slow);
        // Before the line beats.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Act();
            time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal("id: 3\ndata: 1 to 3\n\n", Text(await NextAsync(slow)));
    }

    [Fact]
    public async Task A_quiet_line_says_that_it_is_alive()
    {
        using var watcher = Join(since: "1");
        await NextAsync(watcher);
        var next = watcher.NextAsync(CancellationToken.None);
        Assert.False(next.IsCompleted);
        time.Advance(LiveHub.Beat);
        Assert.Null(await next);
    }

    [Fact]
    public async Task A_state_that_cannot_be_drawn_is_left_out_and_the_next_one_is_sent()
    {
        using var watcher = hub.Join(Topic, "broken", "1", known: true, (_, since, _) => version == 2
            ? throw new InvalidOperationException("cannot be drawn")
            : Task.FromResult<LiveFrame?>(LiveFrame.Of($"{version}", $"{since} to {version}")));
        await NextAsync(watcher);
        Act();
        Assert.Null(await NextAsync(watcher));
        Act();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("id: 3\ndata: 1 to 3\n\n", Text(await NextAsync(watcher)));
    }

    [Fact]
    public void A_topic_that_nobody_watches_any_more_is_forgotten()
    {
        var watcher = Join();
        Assert.Equal([Topic], hub.Watched);
        watcher.Dispose();
        Assert.Empty(hub.Watched);
        hub.Publish(Topic);
    }

    [Fact]
    public void A_frame_of_several_lines_keeps_them() =>
        Assert.Equal("id: 7.2\nevent: task\ndata: <p>\ndata: </p>\n\n", Text(LiveFrame.Of("7.2", "<p>\r\n</p>", "task")));

    public void Dispose()
    {
        hub.Dispose();
        services.Dispose();
    }

    private LiveWatcher Join(string kind = "room/en", string? since = null, bool known = true) => hub.Join(Topic, kind, since, known, (_, seen, _) =>
    {
        Interlocked.Increment(ref drawn);
        return Task.FromResult<LiveFrame?>(LiveFrame.Of($"{version}", $"{seen ?? "all"} to {version}"));
    });

    private void Act()
    {
        version++;
        hub.Publish(Topic);
    }

    private void Forecast()
    {
        version++;
        hub.Refresh(Topic);
    }

    private static Task<LiveFrame?> NextAsync(LiveWatcher watcher) => watcher.NextAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(3));

    private static string Text(LiveFrame? frame) => Encoding.UTF8.GetString(frame!.Bytes.Span);
}
