using NodaTime;
using Slipway.Features.Cutover;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover;

/// <summary>What run a wish amounts to.</summary>
public sealed class PlanRunTests
{
    private static readonly Plan Plan = new PlanBuilder()
        .Task("train", 5, "farah", with: task => task with { Phase = Phase.Prepare, NotBefore = PlanBuilder.Minutes(-120) })
        .Task("load", 10, "farah", with: task => task with { NotBefore = PlanBuilder.Minutes(-20) })
        .Task("count", 5, "osei", after: ["load"])
        .Task("switch", 5, "osei", after: ["count"])
        .Build();

    private static readonly Instant T0 = Plan.Launch.Clock().T0;

    [Fact]
    public void A_live_run_takes_nothing_of_the_launch_phase_as_done()
    {
        var (planned, refused) = Of(new RunWish { Mode = RunMode.Live, From = PlanBuilder.Minutes(-8) });
        Assert.Null(planned);
        Assert.Equal(("live-assumes-nothing-of-the-launch", RefusalValues.Task("load")), (refused!.Rule, refused.Values[0]));
        Assert.Equal(["train"], Of(new RunWish { Mode = RunMode.Live, From = PlanBuilder.Minutes(-20) }).Planned!.Assumed);
        Assert.Equal(["train"], Of(new RunWish { Mode = RunMode.Live }).Planned!.Assumed);
        Assert.Equal(["train", "load", "count"], Of(new RunWish { From = PlanBuilder.Minutes(-8) }).Planned!.Assumed);
    }

    [Fact]
    public void A_live_run_has_the_plans_t0()
    {
        var (planned, refused) = Of(new RunWish { Mode = RunMode.Live, T0 = T0 + Duration.FromHours(1) });
        Assert.Null(planned);
        Assert.Equal(("live-has-the-plans-t0", RefusalValues.Time(T0)), (refused!.Rule, refused.Values[0]));
        Assert.Equal(T0, Of(new RunWish { Mode = RunMode.Live, T0 = T0 }).Planned!.T0);
        Assert.Equal(T0 + Duration.FromHours(1), Of(new RunWish { T0 = T0 + Duration.FromHours(1) }).Planned!.T0);
    }

    [Fact]
    public void In_a_live_run_people_are_told_and_in_a_rehearsal_only_if_asked()
    {
        Assert.Equal(NoticeMode.On, Of(new RunWish { Mode = RunMode.Live }).Planned!.Notices);
        Assert.Equal("live-notices-on", Of(new RunWish { Mode = RunMode.Live, Notices = NoticeMode.Off }).Refused!.Rule);
        Assert.Equal(NoticeMode.Off, Of(new RunWish()).Planned!.Notices);
        Assert.Equal(NoticeMode.Test, Of(new RunWish { Notices = NoticeMode.Test }).Planned!.Notices);
    }

    [Fact]
    public void A_rehearsal_at_any_hour_plays_the_night_as_it_is_planned()
    {
        var sample = PlanFolder.Read(Repository.At("examples/usct")).Reading.Plan!;
        var live = PlanRun.Of(sample, "hash", new RunWish { Mode = RunMode.Live }, sample.Launch.Clock().T0 - Duration.FromDays(1)).Planned!;
        for (var hour = 0; hour < 24 * 7; hour++)
        {
            var now = live.T0 - Duration.FromDays(20) + Duration.FromHours(hour);
            var rehearsal = PlanRun.Of(sample, "hash", new RunWish(), now).Planned!;
            Assert.Equal((now, now + (live.To - live.From)), (rehearsal.From, rehearsal.To));
            Assert.All(live.Planned, task => Assert.Equal((task.Value.Start - live.T0, task.Value.Finish - live.T0), (rehearsal.Planned[task.Key].Start - rehearsal.T0, rehearsal.Planned[task.Key].Finish - rehearsal.T0)));
        }
    }

    private static (RunPlanned? Planned, Refusal? Refused) Of(RunWish wish) => PlanRun.Of(Plan, "hash", wish, T0 - Duration.FromDays(1));
}
