using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;
using Slipway.Testing;
using static Slipway.Planning.Tests.Scheduling.PeopleTests;
using static Slipway.Planning.Tests.Scheduling.SchedulerTests;

namespace Slipway.Planning.Tests.Scheduling;

public sealed class ProgressTests
{
    [Fact]
    public void What_is_done_keeps_its_times_and_what_follows_goes_on_from_them()
    {
        var schedule = Of(Chain(), At(25, ("a", Done(2, 22))));
        Assert.Equal("a 2-22, b 25-35, c 35-45", Planned(schedule));
    }

    [Fact]
    public void What_is_in_progress_never_ends_before_now()
    {
        Assert.Equal("a 2-12, b 12-22, c 22-32", Planned(Of(Chain(), At(5, ("a", Started(2))))));
        Assert.Equal("a 2-30, b 30-40, c 40-50", Planned(Of(Chain(), At(30, ("a", Started(2))))));
    }

    [Fact]
    public void What_has_not_started_does_not_start_before_now() =>
        Assert.Equal("a 7-17, b 17-27, c 27-37", Planned(Of(Chain(), At(7))));

    [Fact]
    public void What_failed_needs_a_whole_attempt_from_now_on()
    {
        var failed = new TaskProgress { Started = Minute(0), Finished = Minute(8), Releases = false };
        Assert.Equal("a 9-19, b 19-29, c 29-39", Planned(Of(Chain(), At(9, ("a", failed)))));
        var unknown = new TaskProgress { Started = Minute(0), Halted = true };
        Assert.Equal("a 9-19, b 19-29, c 29-39", Planned(Of(Chain(), At(9, ("a", unknown)))));
    }

    [Fact]
    public void What_was_skipped_takes_no_time() =>
        Assert.Equal("a 3-3, b 4-14, c 14-24", Planned(Of(Chain(), At(4, ("a", new TaskProgress { Finished = Minute(3), Releases = true })))));

    [Fact]
    public void A_changed_duration_counts_from_the_start() =>
        Assert.Equal("a 2-42, b 42-52, c 52-62", Planned(Of(Chain(), At(30, ("a", Started(2) with { Takes = Estimate.Exactly(PlanDuration.FromMinutes(40)) })))));

    [Fact]
    public void Somebody_at_work_is_not_free_until_the_work_ends()
    {
        var builder = new PlanBuilder().Task("a", 20, "farah").Task("b", 10, "farah").Task("c", 10, "farah");
        Assert.Equal("a 5-25, b 0-20, c 25-35", Planned(Of(builder, At(20, ("b", Done(0, 20)), ("a", Started(5))))));
    }

    [Fact]
    public void A_task_that_started_before_its_predecessor_ended_stays_where_it_is() =>
        Assert.Equal("a 7-17, b 1-11, c 11-21", Planned(Of(Chain(), At(7, ("b", Started(1))))));

    private static PlanBuilder Chain() => new PlanBuilder().Task("a", 10).Task("b", 10, after: ["a"]).Task("c", 10, after: ["b"]);

    private static Func<Plan, Progress> At(double now, params (string Id, TaskProgress Progress)[] tasks) =>
        _ => new Progress(Minute(now), tasks.ToDictionary(task => task.Id, task => task.Progress));

    private static TaskProgress Done(double started, double finished) => new() { Started = Minute(started), Finished = Minute(finished), Releases = true };

    private static TaskProgress Started(double started) => new() { Started = Minute(started) };

    private static Instant Minute(double minutes) => Instant.FromUtc(2027, 2, 5, 23, 0) + Duration.FromMinutes(minutes);
}
