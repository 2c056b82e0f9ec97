using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Tests.Plans;

public sealed class PlanReaderTests
{
    [Fact]
    public void Reads_a_plan_that_uses_every_key()
    {
        var reading = PlanReader.Read(SamplePlan.Launch, SamplePlan.Cutover);

        Assert.Empty(reading.Problems.Select(problem => $"{problem.Where.File}:{problem.Where.Line}:{problem.Where.Column} {ProblemText.Message(problem)}"));
        Assert.True(reading.HasClock);
        var launch = reading.Plan!.Launch;
        Assert.Equal("usct", launch.Id);
        Assert.Equal("التحويل النقدي", launch.Title.In("ar"));
        Assert.Equal("Africa/Djibouti", launch.Zone.Id);
        Assert.Equal(new PlanTime.WallClock(new LocalDateTime(2027, 2, 6, 2, 0)), launch.T0);
        Assert.Equal(new CutoverWindow(Minutes(-30), Minutes(240), PlanDuration.FromMinutes(20)), launch.Window);
        Assert.Equal([new TimeSpanInPlan(Days(-5), Days(2))], launch.Freezes);
        Assert.Equal(new Bridge("+253 21 00 00 00", "https://meet.example.org/usct"), launch.Bridge);
        Assert.Equal(["en", "fr", "ar"], launch.Languages);
        Assert.Equal("+253 77 00 00 01", launch.People[0].Phone);
        Assert.Equal([Roles.ServiceOwner], launch.People[0].Roles);
        Assert.Equal([IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Sunday], launch.Teams[0].Hours[0].Days);
        Assert.Equal((480, 960), (launch.Teams[0].Hours[0].FromMinute, launch.Teams[0].Hours[0].ToMinute));
        Assert.Equal(new LocalDateTime(2027, 2, 4, 12, 0), Assert.IsType<PlanTime.WallClock>(launch.Teams[0].Closed[0].From).Local);
        Assert.Equal(("tessema", "wako"), (launch.Shifts[0].Manager, launch.Shifts[0].Scribe));

        var load = reading.Plan.Task("load-postgresql")!;
        Assert.Equal("9m/12m/21m", load.Takes!.ToString());
        Assert.Equal(["snapshot-h2", "freeze SS+5m"], load.After.Select(link => link.ToString()));
        Assert.Equal(new Undo.By("unload-postgresql"), load.Undo);
        Assert.Equal([Purpose.MovesData], load.Purpose);
        Assert.Equal((Attendance.All, Attendance.Starter), (load.StartBy, load.EndBy));
        Assert.Equal(new Escalation(PlanDuration.FromMinutes(10), "tessema"), load.Escalate);
        Assert.Equal("forward/2", load.Path);
        Assert.True(load.Mandatory);

        var gate = reading.Plan.Task("go")!.Gate!;
        Assert.Equal(["service-owner", "it-operations"], gate.Voters);
        Assert.Null(gate.Quorum);
        Assert.Equal([new CriterionTest.TaskDone("reconcile"), new CriterionTest.InsideWindow(0.8), new CriterionTest.SaidBy("mensah")], gate.Criteria.Select(criterion => criterion.Met));
        Assert.Equal(Phase.Launch, reading.Plan.Task("go-live")!.Phase);
        Assert.True(reading.Plan.Task("go-live")!.GoLive);
        Assert.True(reading.Plan.Task("unload-postgresql")!.IsRollback);
    }

    [Fact]
    public void Knows_where_every_value_stands()
    {
        var source = PlanReader.Read(SamplePlan.Launch, SamplePlan.Cutover).Source;

        Assert.Equal("T-30m", At(source, "launch/window/opens"));
        Assert.Equal("okoth", At(source, "launch/people/0/deputy"));
        Assert.Equal("9m/12m/21m", At(source, "forward/2/takes"));
        Assert.Equal("freeze SS+5m", At(source, "forward/2/after/1"));
        Assert.Equal("{ task: reconcile }", At(source, "forward/4/criteria/0/met"));
        Assert.Equal("Empty PostgreSQL", At(source, "rollback/0/title"));
        Assert.Equal("usct", At(source, "cutover/launch"));
        Assert.Equal(source.Find("forward/0"), source.Find("forward/0/deputy/0/x") with { Start = source.Find("forward/0").Start });
        Assert.Equal(source.Spans.Count, source.Spans.Keys.Count());
        Assert.All(source.Spans, pair => Assert.Equal(pair.Value, source.Find(pair.Key)));

        static string At(PlanSource source, string path)
        {
            var span = source.Find(path);
            return (span.File == "launch.yaml" ? SamplePlan.Launch : SamplePlan.Cutover)[span.Start..span.End];
        }
    }

    private static PlanTime.FromT0 Minutes(int minutes) => new(PlanDuration.FromMinutes(minutes));

    private static PlanTime.FromT0 Days(int days) => new(new PlanDuration(days, Duration.Zero));
}
