using NodaTime;
using Slipway.Platform.Identity;

namespace Slipway.Tests.Platform.Identity;

public sealed class SessionLengthTests
{
    private static readonly Instant Begun = Instant.FromUtc(2027, 2, 5, 18, 0);

    [Fact]
    public async Task A_session_lasts_a_shift_after_its_last_use() =>
        Assert.Equal(Begun + Duration.FromHours(3 + 12), await EndAsync(null, Begun + Duration.FromHours(3)));

    [Fact]
    public async Task A_session_lasts_as_long_as_the_window()
    {
        var closes = Begun + Duration.FromHours(30);
        Assert.Equal(closes, await EndAsync(closes, Begun));
        Assert.Equal(Begun + Duration.FromHours(25 + 12), await EndAsync(closes, Begun + Duration.FromHours(25)));
    }

    [Fact]
    public async Task A_session_never_lasts_more_than_a_week()
    {
        Assert.Equal(Begun + Duration.FromDays(7), await EndAsync(Begun + Duration.FromDays(20), Begun));
        Assert.Equal(Begun + Duration.FromDays(7), await EndAsync(null, Begun + Duration.FromDays(6.9)));
    }

    private static Task<Instant> EndAsync(Instant? needed, Instant now) => new SessionLength([new Need(needed)]).EndAsync("usct", Begun, now, default);

    private sealed class Need(Instant? until) : ISessionNeed
    {
        public Task<Instant?> UntilAsync(string launch, CancellationToken cancellation) => Task.FromResult(until);
    }
}
