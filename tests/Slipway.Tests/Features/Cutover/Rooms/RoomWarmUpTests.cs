using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Features.Cutover;
using Slipway.Features.Cutover.Rooms;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover.Rooms;

public abstract partial class RoomWarmUpTests(RunningDrill drill)
{
    [Fact]
    public async Task The_room_of_an_open_run_is_drawn_before_the_server_listens()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        manager.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        var number = (await drill.App.Services.GetRequiredService<RunStore>().LoadAsync(run, TestContext.Current.CancellationToken))!.Record.Number;
        var fragments = drill.App.Services.GetRequiredService<RoomFragments>();
        var warmUp = drill.App.Services.GetServices<IHostedService>().OfType<RoomWarmUp>().Single();
        Assert.False(fragments.Knows(run, "en", await ShownAsync()));

        // Until no forecast comes between the two drawings.
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        do
            await warmUp.StartAsync(enough.Token);
        while (!fragments.Knows(run, "en", await ShownAsync()));

        async Task<string> ShownAsync() => Since().Match(await manager.GetStringAsync(RunLinks.Room("drill", number))).Groups[1].Value;
    }

    [Fact]
    public async Task A_room_that_cannot_be_drawn_keeps_neither_the_others_nor_the_server_back()
    {
        await drill.RehearsalAsync();
        await drill.RehearsalAsync();
        var scopes = new NoScopes();

        await WarmUp(scopes).StartAsync(TestContext.Current.CancellationToken);

        Assert.True(scopes.Asked > 1);
    }

    [Fact]
    public async Task The_server_does_not_wait_for_the_rooms_of_very_many_runs()
    {
        await drill.RehearsalAsync();
        var scopes = new NoScopes();

        await WarmUp(scopes, atMost: TimeSpan.Zero).StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, scopes.Asked);
    }

    private RoomWarmUp WarmUp(IServiceScopeFactory scopes, TimeSpan? atMost = null)
    {
        var services = drill.App.Services;
        return new(services.GetRequiredService<RunStore>(), services.GetRequiredService<RoomFragments>(), scopes, NullLogger<RoomWarmUp>.Instance) { AtMost = atMost ?? TimeSpan.FromMinutes(1) };
    }

    [GeneratedRegex("/live\\?since=([^\"&]+)")]
    private static partial Regex Since();

    private sealed class NoScopes : IServiceScopeFactory
    {
        public int Asked { get; private set; }

        public IServiceScope CreateScope()
        {
            Asked++;
            throw new InvalidOperationException("nothing to draw with");
        }
    }

    public sealed class OnSqlite(RunningDrill.OnSqlite drill) : RoomWarmUpTests(drill), IClassFixture<RunningDrill.OnSqlite>;

    public sealed class OnPostgres(RunningDrill.OnPostgres drill) : RoomWarmUpTests(drill), IClassFixture<RunningDrill.OnPostgres>;
}
