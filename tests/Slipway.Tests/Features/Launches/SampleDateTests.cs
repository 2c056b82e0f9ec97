using NodaTime;
using Slipway.Features.Launches;
using Slipway.Formats.Plans;

namespace Slipway.Tests.Features.Launches;

public sealed class SampleDateTests
{
    private static readonly DateTimeZone Djibouti = DateTimeZoneProviders.Tzdb["Africa/Djibouti"];

    [Theory]
    [InlineData("2026-11-24T12:00", "2026-12-12")]
    [InlineData("2026-11-27T01:59", "2026-12-12")]
    [InlineData("2026-11-27T02:00", "2026-12-12")]
    [InlineData("2026-11-27T02:01", "2026-12-19")]
    [InlineData("2026-12-20T00:00", "2027-01-09")]
    public void T0_is_the_first_saturday_at_two_that_is_fifteen_days_away_or_more(string now, string expected)
    {
        var t0 = SampleDate.For(Wall(now).InZoneStrictly(Djibouti).ToInstant(), Djibouti);
        Assert.Equal(Wall(expected + "T02:00"), t0);
    }

    [Fact]
    public void Every_date_of_the_text_moves_with_t0_and_nothing_else_changes()
    {
        var launch = """
            # the 2027-02-06 release
            id: usct
            title: USCT
            zone: Africa/Djibouti
            t0: 2027-02-06T02:00   # a comment
            window: { opens: T-30m, closes: T+4h, contingency: 20m }
            teams:
              - { id: dba, members: [], closed: [2027-02-04T12:00/2027-02-04T14:00] }
            """;
        var plan = PlanReader.Read(launch, "launch: usct\nforward: []\n").Plan!;

        var moved = SampleDate.Move(launch, plan, Wall("2027-02-20T02:00"));

        Assert.Equal(launch.Replace("2027-02-06T02:00", "2027-02-20T02:00", StringComparison.Ordinal).Replace("2027-02-04T", "2027-02-18T", StringComparison.Ordinal), moved);
    }

    private static LocalDateTime Wall(string text) => NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text).Value;
}
