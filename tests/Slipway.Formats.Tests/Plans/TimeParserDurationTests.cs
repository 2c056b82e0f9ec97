using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Tests.Plans;

public sealed class TimeParserDurationTests
{
    [Theory]
    [InlineData("45s", "45s")]
    [InlineData("12m", "12m")]
    [InlineData("1h30m", "1h30m")]
    [InlineData("2d", "2d")]
    [InlineData("1d2h30m15s", "1d2h30m15s")]
    [InlineData("0m", "0m")]
    [InlineData("0", "0m")]
    [InlineData("90m", "1h30m")]
    [InlineData("24h", "24h")]
    [InlineData("-5m", "-5m")]
    public void Reads_the_plans_notation(string text, string meaning) => Understands(text, meaning);

    [Theory]
    [InlineData("1h30", "1h30m")]
    [InlineData("1h5", "1h5m")]
    [InlineData("12m30", "12m30s")]
    [InlineData("90min", "1h30m")]
    [InlineData("90 min.", "1h30m")]
    [InlineData("2 heures", "2h")]
    [InlineData("2 horas", "2h")]
    [InlineData("3 jours", "3d")]
    [InlineData("1H30M", "1h30m")]
    [InlineData("1 h 30 m", "1h30m")]
    [InlineData("1.5h", "1h30m")]
    [InlineData("1,5h", "1h30m")]
    [InlineData("١٫٥h", "1h30m")]
    [InlineData("0.5m", "30s")]
    [InlineData("02:30:00", "2h30m")]
    [InlineData("2w", "14d")]
    [InlineData("١٢m", "12m")]
    [InlineData("۱۲m", "12m")]
    [InlineData("١٢ دقيقة", "12m")]
    [InlineData("۱h۳۰", "1h30m")]
    [InlineData("−5m", "-5m")]
    [InlineData("–5m", "-5m")]
    [InlineData("—5m", "-5m")]
    [InlineData("\u200F12m\u200E", "12m")]
    [InlineData("12\u00A0m", "12m")]
    public void Accepts_what_can_mean_only_one_thing(string text, string meaning) => Understands(text, meaning);

    [Theory]
    [InlineData("12", "12m")]
    [InlineData("-12", "-12m")]
    [InlineData("١٢", "12m")]
    [InlineData("02:30", "2h30m")]
    [InlineData("1h90", "2h30m")]
    [InlineData("1d12", "1d12h")]
    [InlineData("1.5d", "1d12h")]
    [InlineData("30m1h", "1h30m")]
    [InlineData("1h1h", "2h")]
    [InlineData("0.01m", "1s")]
    public void Refuses_what_could_mean_two_things_and_says_how_to_write_it(string text, string correction)
    {
        var parsed = TimeParser.Duration(text);

        Assert.False(parsed.Ok);
        Assert.Equal(correction, parsed.Correction);
        Assert.True(TimeParser.Duration(correction).Ok);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("soon")]
    [InlineData("12 moons")]
    [InlineData("m")]
    [InlineData("12:99")]
    [InlineData("1h-30m")]
    [InlineData("9999999d")]
    [InlineData("99999999999999m")]
    [InlineData("3661d")]
    public void Refuses_what_is_no_duration(string text) => Assert.Equal((false, null), (TimeParser.Duration(text).Ok, TimeParser.Duration(text).Correction));

    [Fact]
    public void Keeps_calendar_days_and_hours_apart()
    {
        Assert.Equal(new PlanDuration(1, Duration.Zero), TimeParser.Duration("1d").Value);
        Assert.Equal(new PlanDuration(0, Duration.FromHours(24)), TimeParser.Duration("24h").Value);
    }

    [Theory]
    [InlineData("9m/12m/21m", "9m/12m/21m")]
    [InlineData("9 / 12 / 21 min", "9m/12m/21m")]
    [InlineData("9/12/21m", "9m/12m/21m")]
    [InlineData("1/2/3 ساعات", "1h/2h/3h")]
    [InlineData("9m-12m-21m", "9m/12m/21m")]
    [InlineData("9 – 12 – 21 min", "9m/12m/21m")]
    [InlineData("12m", "12m")]
    [InlineData("1h/1h30/2h", "1h/1h30m/2h")]
    [InlineData("٩m⁄١٢m⁄٢١m", "9m/12m/21m")]
    public void Reads_estimates(string text, string meaning) => Assert.Equal(meaning, TimeParser.Estimate(text).Value.ToString());

    [Theory]
    [InlineData("9/12/21", "9m/12m/21m")]
    [InlineData("12", "12m")]
    [InlineData("1/2/2h30m", null)]
    [InlineData("1/2/2h30", null)]
    [InlineData("9m/21m", null)]
    [InlineData("9m/12m/21m/30m", null)]
    [InlineData("2027-02-06", null)]
    [InlineData("9m-12m", null)]
    [InlineData("9m//21m", null)]
    public void Refuses_estimates_that_are_not_clear(string text, string? correction) =>
        Assert.Equal((false, correction), (TimeParser.Estimate(text).Ok, TimeParser.Estimate(text).Correction));

    private static void Understands(string text, string meaning)
    {
        var parsed = TimeParser.Duration(text);
        Assert.True(parsed.Ok);
        Assert.Equal(meaning, parsed.Value.ToString());
    }
}
