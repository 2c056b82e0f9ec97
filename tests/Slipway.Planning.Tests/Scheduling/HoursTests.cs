using CsCheck;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;
using Slipway.Testing;
using static Slipway.Testing.PlanBuilder;

namespace Slipway.Planning.Tests.Scheduling;

public sealed class HoursTests
{
    private static readonly IsoDayOfWeek[] Weekdays = [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    // T-0 is Saturday 2027-02-06 02:00. Friday 14:00 is T-12h.
    [Theory]
    [InlineData("2027-02-05T14:00", 60, "2027-02-05T14:00", "2027-02-05T15:00")]
    [InlineData("2027-02-05T14:00", 120, "2027-02-05T14:00", "2027-02-05T16:00")]
    [InlineData("2027-02-05T14:00", 180, "2027-02-05T14:00", "2027-02-08T09:00")]
    [InlineData("2027-02-04T16:00", 60, "2027-02-05T08:00", "2027-02-05T09:00")]
    [InlineData("2027-02-03T05:00", 1440, "2027-02-03T08:00", "2027-02-05T16:00")]
    public void Work_stops_when_the_team_closes_and_goes_on_when_it_opens(string notBefore, double minutes, string start, string finish)
    {
        var task = Single(Prepared(notBefore, minutes));
        Assert.Equal((start, finish), (Wall(task.EarliestStart), Wall(task.EarliestFinish)));
        Assert.Equal((start, finish), (Wall(task.PlannedStart), Wall(task.PlannedFinish)));
    }

    [Fact]
    public void Work_stops_in_a_closed_period()
    {
        var task = Single(Prepared("2027-02-05T09:00", 120, closed: [new TimeSpanInPlan(At("2027-02-05T10:00"), At("2027-02-05T13:00"))]));
        Assert.Equal("2027-02-05T14:00", Wall(task.EarliestFinish));
    }

    [Fact]
    public void Days_pass_on_the_calendar_whatever_the_hours()
    {
        var task = Single(Prepared("2027-02-05T14:00", 0, takes: Estimate.Exactly(new PlanDuration(2, Duration.Zero))));
        Assert.Equal("2027-02-07T14:00", Wall(task.EarliestFinish));
    }

    [Fact]
    public void From_the_launch_phase_on_work_goes_on_at_any_hour()
    {
        var task = Single(Prepared("2027-02-05T14:00", 180, phase: Phase.Launch));
        Assert.Equal("2027-02-05T17:00", Wall(task.EarliestFinish));
    }

    [Fact]
    public void A_day_on_the_calendar_has_23_hours_in_the_night_in_which_the_clock_is_put_forward()
    {
        var plan = new PlanBuilder().In("Europe/Paris").At(new LocalDateTime(2027, 3, 27, 12, 0))
            .Task("wait", with: task => task with { Takes = Estimate.Exactly(new PlanDuration(1, Duration.Zero)) })
            .Task("hours", 24 * 60)
            .Task("after", 0, with: task => task with { After = [new Link("wait", LinkType.FinishToStart, new PlanDuration(1, Duration.Zero))] })
            .Build();
        var schedule = Scheduler.Compute(plan, plan.Launch.Clock());
        Assert.Equal(["2027-03-28T12:00", "2027-03-28T13:00", "2027-03-29T12:00"], schedule.Tasks.Select(task => Wall(task.EarliestFinish, "Europe/Paris")));
        Assert.Equal(Duration.Zero, schedule.Task("wait")!.Slack);
    }

    [Fact]
    public void Adding_days_agrees_with_the_plan_duration_at_any_time_of_a_zone_with_summer_time()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];
        var origin = Instant.FromUtc(2027, 3, 1, 0, 0);
        var axis = new TimeAxis(origin);
        var days = DayCalendar.For(zone, axis, origin - Duration.FromDays(700), origin + Duration.FromDays(700))!;
        Gen.Select(Gen.Int[-400 * 96, 400 * 96], Gen.Int[-30, 30]).Sample((quarter, number) =>
        {
            var start = origin + Duration.FromMinutes(15 * quarter);
            Assert.Equal(new PlanDuration(number, Duration.Zero).AddTo(start, zone), axis.Instant(days.AddDays(axis.Of(start), number)));
        }, iter: 20_000);
    }

    [Fact]
    public void No_days_lead_nowhere_even_in_the_second_of_a_doubled_hour()
    {
        var (zone, second) = (DateTimeZoneProviders.Tzdb["Europe/Paris"], Instant.FromUtc(2026, 10, 25, 1, 30));
        var axis = new TimeAxis(second);
        var days = DayCalendar.For(zone, axis, second - Duration.FromDays(9), second + Duration.FromDays(9))!;
        Assert.Equal(second, axis.Instant(days.AddDays(axis.Of(second), 0)));
        Assert.Equal(second + Duration.FromMinutes(10), axis.Instant(days.Add(axis.Of(second), 10 * 60 * TimeAxis.Second)));
    }

    [Fact]
    public void Working_time_is_what_counting_minute_by_minute_gives_years_before_and_after_too()
    {
        var origin = Instant.FromUtc(2027, 2, 1, 0, 0);
        var axis = new TimeAxis(origin);
        var clock = new LaunchClock(DateTimeZone.Utc, new PlanTime.WallClock(new LocalDateTime(2027, 2, 1, 0, 0)));
        var team = new Team("t", null, [], [Hours(8, 12, Weekdays), Hours(13, 16, IsoDayOfWeek.Monday, IsoDayOfWeek.Sunday)], [Span(600, 2000)]);
        var hours = TeamHours.For(team, clock, axis, origin, origin)!;
        var minute = 60 * TimeAxis.Second;
        Gen.Select(Gen.Int[-3000, 3000], Gen.Int[0, 3000], Gen.Int[-200, 200]).Sample((start, work, weeks) =>
        {
            // Far weeks have no closed period, near ones do.
            var from = start * minute + (Math.Abs(weeks) > 100 ? weeks * 7 * TimeAxis.Day : 0);
            var finish = hours.Add(from, work * minute);
            Assert.Equal(work * minute, hours.Between(from, finish));
            Assert.Equal(work, CountOpenMinutes(from, finish));
            if (work > 0)
                Assert.True(IsOpen(finish - minute));
            var latest = hours.Subtract(finish, work * minute);
            Assert.True(latest >= from);
            Assert.Equal(finish, hours.Add(latest, work * minute));
            Assert.True(work == 0 || IsOpen(latest));
            Assert.True(IsOpen(hours.NextOpen(from)));
            Assert.Equal(0, hours.Between(from, hours.NextOpen(from)));
        }, iter: 3000);

        int CountOpenMinutes(double from, double to)
        {
            var count = 0;
            for (var at = from; at < to; at += minute)
                count += IsOpen(at) ? 1 : 0;
            return count;
        }

        bool IsOpen(double at)
        {
            var local = axis.Instant(at).InUtc();
            if (at >= 600 * minute && at < 2000 * minute)
                return false;
            return (local.Hour is >= 8 and < 12 && Weekdays.Contains(local.DayOfWeek))
                || (local.Hour is >= 13 and < 16 && local.DayOfWeek is IsoDayOfWeek.Monday or IsoDayOfWeek.Sunday && local.Hour is >= 13 and < 16);
        }
    }

    private static Plan Prepared(string notBefore, double minutes, TimeSpanInPlan[]? closed = null, Estimate? takes = null, Phase phase = Phase.Prepare) =>
        new PlanBuilder().Team("dba", ["farah"], [Hours(8, 16, Weekdays)], closed)
            .Task("work", minutes, "farah", with: task => task with
            {
                Phase = phase,
                Team = "dba",
                NotBefore = At(notBefore),
                Takes = takes ?? task.Takes,
            }).Build();

    private static PlanTime.WallClock At(string wall) => new PlanTime.WallClock(NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(wall).Value);

    private static ScheduledTask Single(Plan plan) => Scheduler.Compute(plan, plan.Launch.Clock()).Tasks.Single();

    private static string Wall(Instant instant, string zone = "Africa/Djibouti") =>
        instant.InZone(DateTimeZoneProviders.Tzdb[zone]).ToString("uuuu-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
