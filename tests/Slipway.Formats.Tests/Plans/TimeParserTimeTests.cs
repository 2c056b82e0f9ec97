using NodaTime;
using Slipway.Formats.Plans;

namespace Slipway.Formats.Tests.Plans;

public sealed class TimeParserTimeTests
{
    private static readonly LocalDateTime T0 = new(2027, 2, 6, 2, 0);
    private static readonly ClockContext InWindow = new(T0, T0.PlusMinutes(-30), T0.PlusHours(4));

    [Theory]
    [InlineData("T-30m", "T-30m")]
    [InlineData("T+1d2h", "T+1d2h")]
    [InlineData("T+0m", "T+0m")]
    [InlineData("2027-02-06T02:10", "2027-02-06T02:10")]
    [InlineData("2027-02-06T02:10:30", "2027-02-06T02:10:30")]
    [InlineData("2027-10-31T02:30+02:00", "2027-10-31T02:30+02:00")]
    public void Reads_the_plans_notation(string text, string meaning) => Understands(text, meaning);

    [Theory]
    [InlineData("T0", "T+0m")]
    [InlineData("T-0", "T+0m")]
    [InlineData("T+0", "T+0m")]
    [InlineData("t", "T+0m")]
    [InlineData("T +1h", "T+1h")]
    [InlineData("t + 1 h", "T+1h")]
    [InlineData("T–30m", "T-30m")]
    [InlineData("T—30m", "T-30m")]
    [InlineData("T−30m", "T-30m")]
    [InlineData("T-1h30", "T-1h30m")]
    [InlineData("T+٣٠m", "T+30m")]
    [InlineData("T+۳۰m", "T+30m")]
    [InlineData("T-90min", "T-1h30m")]
    [InlineData("T+1d 2h", "T+1d2h")]
    [InlineData("2027-02-06 02:10", "2027-02-06T02:10")]
    [InlineData("2027-02-06t2:10", "2027-02-06T02:10")]
    [InlineData("2027/02/06 2:10", "2027-02-06T02:10")]
    [InlineData("2027-2-6 02h10", "2027-02-06T02:10")]
    [InlineData("2027-02-06 02.10", "2027-02-06T02:10")]
    [InlineData("2027-02-06T0210", "2027-02-06T02:10")]
    [InlineData("2027-02-06T24:00", "2027-02-07T00:00")]
    [InlineData("2027-12-31T24:00", "2028-01-01T00:00")]
    [InlineData("٢٠٢٧-٠٢-٠٦ ٠٢:١٠", "2027-02-06T02:10")]
    [InlineData("۲۰۲۷–۰۲–۰۶ ۰۲:۱۰", "2027-02-06T02:10")]
    [InlineData("2027-10-31T02:30 +0200", "2027-10-31T02:30+02:00")]
    [InlineData("2027-10-31T02:30+02", "2027-10-31T02:30+02:00")]
    public void Accepts_what_can_mean_only_one_thing(string text, string meaning) => Understands(text, meaning);

    [Theory]
    [InlineData("02:10", "2027-02-06T02:10")]
    [InlineData("2:10", "2027-02-06T02:10")]
    [InlineData("0300", "2027-02-06T03:00")]
    [InlineData("02h10", "2027-02-06T02:10")]
    [InlineData("٠٢:١٠", "2027-02-06T02:10")]
    public void Takes_a_clock_without_a_date_when_only_one_day_of_the_window_has_it(string text, string meaning) => Understands(text, meaning, InWindow);

    [Fact]
    public void Takes_24_00_as_the_midnight_inside_the_window() =>
        Understands("24:00", "2027-02-06T00:00", new ClockContext(T0, T0.PlusHours(-4), T0.PlusHours(4)));

    [Fact]
    public void Refuses_a_clock_without_a_date_outside_the_window()
    {
        Assert.Equal((false, "2027-02-06T09:00"), Result("09:00", InWindow));
        Assert.Equal((false, "2027-02-05T23:00"), Result("23:00", InWindow));
        Assert.Equal((false, "2027-02-06T02:10"), Result("02:10", new ClockContext(T0)));
        Assert.Equal((false, "2027-02-06T02:10"), Result("02:10", new ClockContext(T0, T0.PlusDays(-1), T0.PlusDays(1))));
        Assert.Equal((false, null), Result("02:10", null));
    }

    [Fact]
    public void Corrects_a_clock_without_a_date_to_where_it_can_be_meant()
    {
        // 20:00 of the evening before is nearer to T-0, but outside of the window.
        Assert.Equal((false, "2027-02-06T20:00"), Result("20:00", new ClockContext(T0, T0.PlusMinutes(-30), T0.PlusHours(50))));
        Assert.Equal((false, "2027-02-05T04:00"), Result("04:00", new ClockContext(T0) { Side = -1 }));
        Assert.Equal((false, "2027-02-06T23:00"), Result("23:00", new ClockContext(T0) { Side = 1 }));
    }

    [Fact]
    public void Refuses_what_is_a_clock_and_a_length_of_time()
    {
        Assert.Equal((false, "T+3h30m / 2027-02-06T03:30"), Result("3h30", InWindow));
        Assert.Equal((false, "T-2h / 2027-02-06T02:00"), Result("2h", new ClockContext(T0) { Side = -1 }));
    }

    [Theory]
    [InlineData("T-30", "T-30m")]
    [InlineData("T30m", "T-30m / T+30m")]
    [InlineData("T-01:30", "T-1h30m")]
    [InlineData("+30m", "T+30m")]
    [InlineData("-30", "T-30m")]
    [InlineData("J-5", "T-5d")]
    [InlineData("D+2", "T+2d")]
    [InlineData("2027-02-06", "2027-02-06T00:00")]
    [InlineData("06/02/2027 02:10", "2027-02-06T02:10 / 2027-06-02T02:10")]
    [InlineData("16.02.2027 02:10", "2027-02-16T02:10")]
    [InlineData("2027-02-06 2:10 pm", "2027-02-06T14:10")]
    [InlineData("2027-02-06 12:10 am", "2027-02-06T00:10")]
    public void Refuses_what_could_mean_two_things_and_says_how_to_write_it(string text, string correction)
    {
        Assert.Equal((false, correction), Result(text, InWindow));
        Assert.All(correction.Split(" / "), written => Assert.True(TimeParser.Time(written).Ok));
    }

    [Theory]
    [InlineData("")]
    [InlineData("T-")]
    [InlineData("T--30m")]
    [InlineData("tomorrow")]
    [InlineData("2027-02-30T02:10")]
    [InlineData("2027-13-01T02:10")]
    [InlineData("2027-02-06T25:00")]
    [InlineData("2027-02-06T24:30")]
    [InlineData("1999-12-31T00:00")]
    [InlineData("9999-12-31T24:00")]
    [InlineData("25:00")]
    public void Refuses_what_is_no_time(string text) => Assert.Equal((false, null), Result(text, InWindow));

    [Theory]
    [InlineData("T-5d/T+2d", "T-5d/T+2d")]
    [InlineData("T-5d / T+2d", "T-5d/T+2d")]
    [InlineData("T-5d – T+2d", "T-5d/T+2d")]
    [InlineData("T-1d–T+1d", "T-1d/T+1d")]
    [InlineData("T0 - T+1h", "T+0m/T+1h")]
    [InlineData("2027-02-04T12:00/2027-02-04T14:00", "2027-02-04T12:00/2027-02-04T14:00")]
    [InlineData("2027-02-04T12:00/14:00", "2027-02-04T12:00/2027-02-04T14:00")]
    [InlineData("2027-02-04T12:00/24:00", "2027-02-04T12:00/2027-02-05T00:00")]
    public void Reads_periods(string text, string meaning) => Assert.Equal(meaning, TimeParser.Period(text).Value.ToString());

    [Theory]
    [InlineData("T-5d to T+2d", "T-5d/T+2d")]
    [InlineData("T-5d..T+2d", "T-5d/T+2d")]
    [InlineData("T-5d → T+2d", "T-5d/T+2d")]
    [InlineData("T-5/T+2d", "T-5m/T+2d")]
    [InlineData("2027-02-04T12:00/11:00", null)]
    [InlineData("T-5d", null)]
    [InlineData("T-5d/T-1d/T+2d", null)]
    public void Refuses_periods_that_are_not_clear(string text, string? correction) =>
        Assert.Equal((false, correction), (TimeParser.Period(text).Ok, TimeParser.Period(text).Correction));

    private static (bool, string?) Result(string text, ClockContext? context) => TimeParser.Time(text, context) is var parsed ? (parsed.Ok, parsed.Correction) : default;

    private static void Understands(string text, string meaning, ClockContext? context = null)
    {
        var parsed = TimeParser.Time(text, context);
        Assert.True(parsed.Ok, $"{text} was refused; correction {parsed.Correction}");
        Assert.Equal(meaning, parsed.Value.ToString());
    }
}
