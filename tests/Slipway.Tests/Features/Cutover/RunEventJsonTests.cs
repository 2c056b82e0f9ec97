using System.Reflection;
using NodaTime;
using Slipway.Features.Cutover;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;

namespace Slipway.Tests.Features.Cutover;

public sealed class RunEventJsonTests
{
    private static readonly Instant At = Instant.FromUtc(2027, 2, 5, 23, 0);

    [Fact]
    public void Every_event_has_a_name()
    {
        var events = typeof(RunEvent).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(RunEvent))).ToList();
        Assert.Equal(events.Count, RunEventJson.Names.Count);
    }

    [Fact]
    public void An_event_comes_back_as_it_was_written()
    {
        var decided = new GateDecided
        {
            At = At,
            Received = At,
            Actor = "tessema",
            For = "okoth",
            Via = Via.Phone,
            Task = "go",
            Outcome = GateOutcome.GoWithConditions,
            Conditions = [new Condition("Watch the queue", "okoth", At)],
            Waived = ["hub"],
            Evidence = new GateEvidence
            {
                Votes = [new VoteRecord("service-owner", "tessema", true, null, At)],
                Criteria = [new CriterionRecord("totals", true, null, "reconcile")],
                Forecast = new KnownForecast { Version = 7, InsideWindow = 0.93, FinishP50 = At },
            },
        };
        var again = Assert.IsType<GateDecided>(Again(decided));
        Assert.Equal(decided.Conditions, again.Conditions);
        Assert.Equal(decided.Evidence.Votes, again.Evidence.Votes);
        Assert.Equal(decided.Evidence.Criteria, again.Evidence.Criteria);
        Assert.Equal(decided.Evidence.Forecast, again.Evidence.Forecast);
        Assert.Equal((decided.At, decided.Actor, decided.For, decided.Via), (again.At, again.Actor, again.For, again.Via));
    }

    [Fact]
    public void A_day_and_twenty_four_hours_stay_different()
    {
        var changed = new DurationChanged
        {
            Task = "wait",
            Takes = new Estimate(new PlanDuration(1, Duration.Zero), PlanDuration.FromElapsed(Duration.FromHours(24)), new PlanDuration(2, Duration.FromMinutes(30))),
        };
        Assert.Equal(changed.Takes, Assert.IsType<DurationChanged>(Again(changed)).Takes);
    }

    [Fact]
    public void Links_of_a_rollback_come_back()
    {
        var rollback = new RollbackStarted
        {
            Reason = "Totals are off",
            Tasks = new Dictionary<string, IReadOnlyList<Link>> { ["unload"] = [new Link("unswitch", LinkType.StartToStart, PlanDuration.FromMinutes(-2))] },
            Planned = new Dictionary<string, PlannedTimes> { ["unload"] = new(At, At + Duration.FromMinutes(6)) },
        };
        var again = Assert.IsType<RollbackStarted>(Again(rollback));
        Assert.Equal(rollback.Tasks["unload"], again.Tasks["unload"]);
        Assert.Equal(rollback.Planned["unload"], again.Planned["unload"]);
    }

    /// <summary>What an older Slipway wrote. These lines are never changed: a new shape of an event is a new version of it.</summary>
    [Theory]
    [InlineData("task-started", """{"actor":"farah","at":"2027-02-05T23:00:00Z","attempt":1,"received":"2027-02-05T23:00:01Z","task":"load-postgresql","underWay":true,"via":"page"}""")]
    [InlineData("task-failed", """{"actor":"wako","at":"2027-02-05T23:05:00Z","for":"farah","reason":"Disk full","received":"2027-02-05T23:05:01Z","task":"load-postgresql","via":"phone"}""")]
    [InlineData("task-acknowledged", """{"actor":"farah","at":"2027-02-05T23:00:00Z","received":"2027-02-05T23:00:01Z","task":"load-postgresql","via":"link"}""")]
    [InlineData("vote-cast", """{"actor":"okoth","at":"2027-02-06T00:02:00Z","comment":"Keystore","go":false,"received":"2027-02-06T00:02:00Z","task":"go","via":"api","voter":"it-operations"}""")]
    [InlineData("duration-changed", """{"actor":"farah","at":"2027-02-05T23:00:00Z","received":"2027-02-05T23:00:00Z","takes":{"likely":[0,720],"optimistic":[0,540],"pessimistic":[1,0]},"task":"load-postgresql","via":"page"}""")]
    [InlineData("attached", """{"actor":"farah","at":"2027-02-05T23:00:00Z","file":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","name":"totals.png","received":"2027-02-05T23:00:00Z","task":"load-postgresql","via":"page"}""")]
    [InlineData("alarm-raised", """{"actor":"slipway","at":"2027-02-05T23:00:00Z","limit":"point-of-no-return","limitAt":"2027-02-05T23:15:00Z","minutes":15,"received":"2027-02-05T23:00:00Z","task":"tell-everybody","via":"clock"}""")]
    [InlineData("work-taken", """{"actor":"slipway","at":"2027-02-05T23:00:00Z","epoch":2,"node":"hall-4711-0af3b1","received":"2027-02-05T23:00:00Z","via":"clock"}""")]
    [InlineData("work-released", """{"actor":"farah","at":"2027-02-05T23:00:00Z","received":"2027-02-05T23:00:00Z","task":"load-postgresql","via":"page"}""")]
    [InlineData("work-intended", """{"actor":"slipway","again":"probe-found-nothing","at":"2027-02-05T23:00:00Z","attempt":1,"epoch":2,"key":"0af3.load-postgresql.1","received":"2027-02-05T23:00:00Z","task":"load-postgresql","via":"clock"}""")]
    [InlineData("work-succeeded", """{"actor":"slipway","at":"2027-02-05T23:00:00Z","attempt":1,"awaitsVerification":false,"epoch":2,"output":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","received":"2027-02-05T23:00:00Z","said":"exit code 0","task":"load-postgresql","via":"clock"}""")]
    [InlineData("work-failed", """{"actor":"slipway","at":"2027-02-05T23:00:00Z","attempt":1,"epoch":2,"reason":"exit code 3","received":"2027-02-05T23:00:00Z","task":"load-postgresql","via":"clock"}""")]
    [InlineData("work-lost", """{"actor":"slipway","at":"2027-02-05T23:00:00Z","attempt":1,"cause":"crash","epoch":2,"received":"2027-02-05T23:00:00Z","task":"load-postgresql","via":"clock"}""")]
    [InlineData("late-result-refused", """{"actor":"slipway","at":"2027-02-05T23:00:00Z","attempt":1,"epoch":1,"outcome":"succeeded","received":"2027-02-05T23:00:00Z","said":"exit code 0","task":"load-postgresql","via":"clock"}""")]
    public void Old_entries_stay_readable(string name, string data)
    {
        var happened = RunEventJson.Read(name, 1, data);
        Assert.Equal(name, RunEventJson.Name(happened));
        Assert.Equal(data, CanonicalJson.Write(RunEventJson.Write(happened)));
    }

    [Fact]
    public void An_event_of_a_newer_version_is_not_half_understood() =>
        Assert.Throws<InvalidOperationException>(() => RunEventJson.Read("task-started", 2, "{}"));

    private static RunEvent Again(RunEvent happened) =>
        RunEventJson.Read(RunEventJson.Name(happened), 1, CanonicalJson.Write(RunEventJson.Write(happened)));
}
