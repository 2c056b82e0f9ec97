using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Platform.Identity;
using Slipway.Testing;

namespace Slipway.Tests.Platform.Identity;

public sealed class TokenMemoryTests
{
    private const string Secret = "slw_drill";

    private readonly ManualTime time = new();
    private readonly ApplicationLifetime server = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly TokenMemory memory;

    /// <summary>How often the database was asked, and what it says: the holder's name is the number.</summary>
    private int asked;
    private Func<int, CurrentActor?> answer = number => new("token:drill", $"{number}", null, null, ["scribe"], IsToken: true);

    public TokenMemoryTests() => memory = new(time, server, NullLogger<TokenMemory>.Instance);

    [Fact]
    public async Task A_token_in_use_is_looked_up_again_behind_its_acts_and_nobody_waits_for_it()
    {
        await UseAsync();
        for (var act = 1; act <= 10; act++)
        {
            time.Advance(TimeSpan.FromSeconds(1.5));
            var use = UseAsync();
            Assert.True(use.IsCompletedSuccessfully, "It waited for the database.");
            Assert.Equal($"{act}", (await use)!.Name);
            await LookUpBehindAsync();
            await KnownAsAsync($"{act + 1}");
        }
    }

    [Fact]
    public async Task A_token_that_was_revoked_opens_nothing_once_it_was_looked_up_behind_an_act()
    {
        await UseAsync();
        answer = _ => null;
        time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.NotNull(await UseAsync());
        await LookUpBehindAsync();
        await KnownAsAsync(null);
        Assert.Null(await UseAsync());
    }

    [Fact]
    public async Task A_token_that_cannot_be_looked_up_again_opens_something_for_five_seconds_and_no_longer()
    {
        await UseAsync();
        answer = _ => throw new InvalidOperationException("The database is away.");
        time.Advance(TimeSpan.FromSeconds(1.5));
        await UseAsync();
        await LookUpBehindAsync();
        Assert.NotNull(await UseAsync());
        time.Advance(TimeSpan.FromSeconds(3.3));
        await Assert.ThrowsAsync<InvalidOperationException>(UseAsync);
    }

    [Fact]
    public async Task A_look_behind_an_act_ends_with_the_server()
    {
        await UseAsync();
        time.Advance(TimeSpan.FromSeconds(1.5));
        var ended = new TaskCompletionSource();
        await memory.GetAsync(Secret, async (_, cancellation) =>
        {
            using var end = cancellation.Register(ended.SetResult);
            server.StopApplication();
            await ended.Task;
            cancellation.ThrowIfCancellationRequested();
            return null;
        }, TestContext.Current.CancellationToken);
        await time.TimersAsync(1);
        time.Advance(TimeSpan.FromMilliseconds(200));
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.NotNull(memory.LastKnown(Secret));
    }

    private Task<CurrentActor?> UseAsync() =>
        memory.GetAsync(Secret, (_, _) => Task.FromResult(answer(Interlocked.Increment(ref asked))), TestContext.Current.CancellationToken);

    private async Task LookUpBehindAsync()
    {
        var before = Volatile.Read(ref asked);
        await time.TimersAsync(1);
        time.Advance(TimeSpan.FromMilliseconds(200));
        while (Volatile.Read(ref asked) == before)
            await Task.Yield();
    }

    private async Task KnownAsAsync(string? name)
    {
        while (memory.LastKnown(Secret)?.Name != name)
            await Task.Yield();
    }
}
