using NodaTime;
using Slipway.Features.Cutover.Pages;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Pages;

public sealed class ActFormTests
{
    // The night in Paris on which the clock goes back from 03:00 to 02:00: 02:30 comes at 00:30 and at 01:30 in UTC.
    private static readonly RunState Autumn = RunBuilder.Begun(new PlanBuilder().In("Europe/Paris").At(new LocalDateTime(2027, 10, 31, 0, 0)).Window(-30, 600).Person("farah").Task("load", 5, "farah").Build()).State;

    [Theory]
    [InlineData("2027-10-31T01:45:00Z", "02:30", "2027-10-31T01:30:00Z")]
    [InlineData("2027-10-31T01:15:00Z", "02:45", "2027-10-31T01:45:00Z")]
    [InlineData("2027-10-30T22:10:00Z", "23:55", "2027-10-30T21:55:00Z")]
    [InlineData("2027-10-30T22:14:00Z", "00:15", "2027-10-30T22:15:00Z")]
    [InlineData("2027-10-31T20:00:00Z", "07:00", "2027-10-31T06:00:00Z")]
    public void A_time_at_which_something_happened_is_the_latest_such_moment_or_one_too_late_by_a_watch_that_is_fast(string now, string typed, string at) =>
        Assert.Equal(at, new ActForm { At = typed }.ToRequest(Autumn, Moment(now)).At);

    [Theory]
    [InlineData("2027-10-31T00:15:00Z", "02:30", "2027-10-31T00:30:00Z")]
    [InlineData("2027-10-31T00:45:00Z", "02:30", "2027-10-31T01:30:00Z")]
    [InlineData("2027-10-31T01:45:00Z", "02:30", "2027-11-01T01:30:00Z")]
    public void A_time_until_which_is_held_is_the_next_such_moment(string now, string typed, string until) =>
        Assert.Equal(until, new ActForm { HoldUntil = typed }.ToRequest(Autumn, Moment(now)).HoldUntil);

    private static Instant Moment(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;
}
