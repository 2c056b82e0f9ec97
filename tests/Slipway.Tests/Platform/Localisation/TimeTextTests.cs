using System.Globalization;
using CsCheck;
using NodaTime;
using Slipway.Platform.Localisation;

namespace Slipway.Tests.Platform.Localisation;

public sealed class TimeTextTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextCatalog).Assembly, strict: true);
    private static readonly DateTimeZone Zone = DateTimeZone.ForOffset(Offset.FromHours(2));
    private static readonly Instant T0 = Instant.FromUtc(2026, 11, 14, 0, 0);

    [Theory]
    [InlineData(17 * 60 + 42, "T+00:17", "02:17")]
    [InlineData(0, "T+00:00", "02:00")]
    [InlineData(-1, "T−00:01", "01:59")]
    [InlineData(-30 * 60, "T−00:30", "01:30")]
    [InlineData(23 * 3600 + 59 * 60, "T+23:59", "01:59")]
    [InlineData(24 * 3600, "T+1 d 00:00", "02:00")]
    [InlineData(-(11 * 86400 + 16 * 3600 + 19 * 60), "T−11 d 16:19", "09:41")]
    public void Launch_time_and_local_time_turn_over_together(int seconds, string launch, string local)
    {
        var at = T0 + Duration.FromSeconds(seconds);
        Assert.Equal(launch, En.T(at));
        Assert.Equal(local, En.Local(at));
        Assert.Equal($"{launch} · {local}", En.Both(at));
    }

    [Theory]
    [InlineData(1062, "T+00:17", ":42")]
    [InlineData(-30, "T−00:00", ":30")]
    [InlineData(0, "T+00:00", ":00")]
    public void The_big_clock_counts_down_to_the_second(int seconds, string main, string small) =>
        Assert.Equal((main, small), En.Clock(T0 + Duration.FromSeconds(seconds)));

    [Fact]
    public void A_time_text_without_T0_refuses_to_count_from_it() =>
        Assert.Throws<InvalidOperationException>(() => new TimeText(Catalog.In("en"), Zone).T(T0));

    [Theory]
    [InlineData("en", "Saturday 14 November · UTC+2")]
    [InlineData("fr", "samedi 14 novembre · UTC+2")]
    [InlineData("ar", "السبت 14 نوفمبر · \u2066UTC+2\u2069")]
    public void The_date_line_is_written_in_each_language(string language, string expected) =>
        Assert.Equal(expected, In(language).DateLine(T0));

    [Fact]
    public void The_first_of_a_month_has_its_French_form() =>
        Assert.Equal("dimanche 1er novembre 2026", In("fr").DateWithYear(Instant.FromUtc(2026, 11, 1, 12, 0)));

    [Theory]
    [InlineData("UTC", "UTC")]
    [InlineData("Asia/Kathmandu", "UTC+5:45")]
    [InlineData("America/St_Johns", "UTC−3:30")]
    [InlineData("Africa/Djibouti", "UTC+3")]
    public void A_zone_is_named_by_its_offset(string zone, string expected) =>
        Assert.Equal(expected, new TimeText(Catalog.In("en"), DateTimeZoneProviders.Tzdb[zone]).ZoneName(T0));

    [Theory]
    [InlineData("en", 0, "0 min")]
    [InlineData("en", 58 * 60 + 59, "58 min")]
    [InlineData("en", 77 * 60, "77 min")]
    [InlineData("en", 185 * 60, "3 h 05")]
    [InlineData("en", 52 * 3600, "2 d 4 h")]
    [InlineData("fr", 52 * 3600, "2 j 4 h")]
    [InlineData("ar", 45 * 60, "45 د")]
    [InlineData("ar", 185 * 60, "3 س 05 د")]
    public void A_length_has_the_unit_that_suits_it(string language, int seconds, string expected) =>
        Assert.Equal(expected, In(language).Length(Duration.FromSeconds(seconds)));

    [Theory]
    [InlineData("en", 0, "0 min")]
    [InlineData("en", 5.2, "6 s")]
    [InlineData("en", 59.9, "60 s")]
    [InlineData("en", 60, "1 min")]
    [InlineData("ar", 40, "40 ث")]
    public void What_takes_less_than_a_minute_is_told_in_seconds(string language, double seconds, string expected) =>
        Assert.Equal(expected, In(language).Takes(Duration.FromSeconds(seconds)));

    [Theory]
    [InlineData("en", 5, "+5 min")]
    [InlineData("en", -4, "−4 min")]
    [InlineData("en", 0, "0 min")]
    [InlineData("ar", 5, "\u200E+5 د")]
    public void Lateness_has_its_sign(string language, int minutes, string expected) =>
        Assert.Equal(expected, In(language).Lateness(Duration.FromMinutes(minutes)));

    [Theory]
    [InlineData(0, -193, -4)]
    [InlineData(0, 193, 3)]
    [InlineData(30, 70, 1)]
    [InlineData(50, 40, 0)]
    public void Two_times_lie_as_far_apart_as_they_are_written(int planned, int actual, int minutes) =>
        Assert.Equal(Duration.FromMinutes(minutes), TimeText.Apart(T0 + Duration.FromSeconds(planned), T0 + Duration.FromSeconds(actual)));

    [Fact]
    public void A_range_names_the_days_only_where_they_differ()
    {
        Assert.Equal("01:30–06:00", En.Range(T0 - Duration.FromMinutes(30), T0 + Duration.FromHours(4)));
        Assert.Equal("13 Nov 23:00 – 14 Nov 06:00", En.Range(T0 - Duration.FromHours(3), T0 + Duration.FromHours(4)));
    }

    [Fact]
    public void In_Arabic_launch_time_is_isolated() => Assert.Equal("\u2066T+00:17 · 02:17\u2069", In("ar").Both(T0 + Duration.FromMinutes(17)));

    [Fact]
    public void Days_at_hand_are_named_shortly() => Assert.Equal("Wed 4", En.NearDay(Instant.FromUtc(2026, 11, 4, 8, 0)));

    [Fact]
    public void Launch_time_always_tells_the_minute_of_the_local_clock() =>
        Gen.Int[-5_000_000, 5_000_000].Sample(seconds =>
        {
            var at = T0 + Duration.FromSeconds(seconds);
            var (launch, local) = (En.T(at), En.Local(at));
            var minute = int.Parse(launch[^2..], CultureInfo.InvariantCulture);
            var expected = launch[1] == '+' ? minute : (60 - minute) % 60;
            Assert.Equal(expected, int.Parse(local[^2..], CultureInfo.InvariantCulture));
        });

    private static TimeText En => In("en");

    private static TimeText In(string language) => new(Catalog.In(language), Zone, T0);
}
