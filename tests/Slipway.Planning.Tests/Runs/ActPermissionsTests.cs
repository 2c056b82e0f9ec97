using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Runs;

/// <summary>Each row of the table of acts, tried by everybody there can be.</summary>
public sealed class ActPermissionsTests
{
    private const string Administrator = "administrator:site";

    private static readonly string[] Everybody =
    [
        "owner", "deputy", "verifier", "voter", "decider", "confirmer", "away", "stand-in", "manager", "scribe", "chief", "observer", "passer-by", Administrator, RunCommand.Clock,
    ];

    private static readonly string[] Leaders = ["manager", "chief", Administrator];

    private static readonly PlanBuilder Plan = new PlanBuilder()
        .Person("owner").Person("deputy").Person("verifier").Person("voter").Person("decider").Person("confirmer").Person("away", deputy: "stand-in").Person("stand-in")
        .Person("manager").Person("scribe").Person("chief", [Roles.ServiceOwner]).Person("observer", [Roles.Observer])
        .Shift(-60, 300, "manager", "scribe")
        .Task("ready", 10, "owner", with: task => task with { Deputy = "deputy" })
        .Task("begun", 10, "owner")
        .Task("ended", 10, "owner", with: task => task with { VerifiedBy = "verifier" })
        .Gate("gate", ["voter"], "decider", criteria: [new("fit", LocalizedText.Of("Fit"), Must: true, new CriterionTest.SaidBy("confirmer"))]);

    public static TheoryData<string, RunMode> Rows
    {
        get
        {
            var rows = new TheoryData<string, RunMode>();
            foreach (var row in ActPermissions.All)
                rows.Add(row.Act, row.Mode ?? RunMode.Rehearsal);
            return rows;
        }
    }

    [Fact]
    public void Every_command_but_the_tick_of_the_clock_has_a_row_for_each_mode()
    {
        var commands = typeof(RunCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RunCommand)) && !type.IsAbstract && type != typeof(Tick));
        Assert.All(commands, command => Assert.All(Enum.GetValues<RunMode>(), mode => Assert.Single(ActPermissions.All, row => row.Command == command && (row.Mode ?? mode) == mode)));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_act_is_refused_to_everybody_whose_it_is_not_and_to_nobody_else(string act, RunMode mode)
    {
        var run = act == "begin" ? Planned(mode) : Begun();
        var row = ActPermissions.All.Single(row => row.Act == act && (row.Mode ?? mode) == mode);
        var command = Command(act);
        Assert.IsType(row.Command, command);
        var allowed = Everybody.Where(person => Decide(run, person, command)?.Kind != RefusalKind.Who);
        Assert.Equal(Whose(row.Part, command).Order(), allowed.Order());
    }

    private static string[] Whose(Part part, RunCommand command) => part switch
    {
        Part.Clock => [RunCommand.Clock],
        Part.Participant => [.. Everybody.Except(["observer", "passer-by"])],
        Part.ServiceOwner => ["chief", Administrator],
        Part.Manager => ["manager", Administrator],
        Part.Leader => Leaders,
        Part.Worker => ["owner", "deputy", "scribe", .. Leaders],
        Part.Verifier => ["verifier", Administrator],
        Part.Voter => ["voter"],
        Part.Confirmer => ["confirmer", Administrator],
        Part.Decider => ["decider", Administrator],
        Part.Doer => ["owner", .. Leaders],
        Part.Oneself => command is Substitute ? ["owner", .. Leaders] : ["away", "stand-in", .. Leaders],
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private static RunCommand Command(string act) => act switch
    {
        "begin" => new BeginRun(),
        "pause" => new PauseRun(),
        "resume" => new ResumeRun(),
        "cancel" => new CancelRun(),
        "roll-back" => new RollBack(),
        "add-task" => new AddTask { Definition = new() { Title = "More", Owner = "owner", Deputy = "deputy", Takes = Estimate.Exactly(PlanDuration.FromMinutes(5)) } },
        "start" => new StartTask { Task = "ready" },
        "acknowledge" => new Acknowledge { Task = "ready" },
        "release" => new ReleaseWork { Task = "ready" },
        "finish" => new FinishTask { Task = "ready" },
        "fail" => new FailTask { Task = "ready" },
        "mark-unknown" => new MarkUnknown { Task = "ready" },
        "work-around" => new WorkAround { Task = "ready" },
        "skip" => new SkipTask { Task = "ready" },
        "block" => new BlockTask { Task = "ready" },
        "unblock" => new UnblockTask { Task = "ready" },
        "hand-over" => new HandOver { Task = "ready" },
        "change-duration" => new ChangeDuration { Task = "ready", Takes = Estimate.Exactly(PlanDuration.FromMinutes(5)) },
        "take-back" => new TakeBack { Task = "begun" },
        "verify" => new VerifyTask { Task = "ended" },
        "waive-skip" => new WaiveSkip { Task = "ready" },
        "reopen" => new ReopenTask { Task = "ready" },
        "vote" => new Vote { Task = "gate", Go = true },
        "confirm-criterion" => new ConfirmCriterion { Task = "gate", Criterion = "fit", Met = true },
        "decide" => new DecideGate { Task = "gate", Outcome = GateOutcome.Hold },
        "comment" => new Comment { Text = "Disk is slow" },
        "attach" => new Attach { Name = "log" },
        "raise-issue" => new RaiseIssue { Title = "Slow", Severity = default },
        "settle-issue" => new SettleIssue { Issue = "1", How = "" },
        "substitute" => new Substitute { Person = "owner", By = "deputy" },
        "end-substitution" => new EndSubstitution { Person = "away" },
        "raise-alarm" => new RaiseAlarm { Limit = new(LimitKind.RollbackDeadline, Plan.Build().Launch.Clock().T0, null) },
        "take-work" => new TakeWork { Epoch = 1, Node = "node" },
        "turn-of-work" => new TurnOfWork { Parts = [] },
        "intend-work" => new IntendWork { Task = "ready", Epoch = 0, KeyOf = "run" },
        "report-work" => new ReportWork { Task = "ready", Attempt = 1, Epoch = 0, Outcome = default },
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };

    private static RunState Begun() => RunBuilder.Begun(Plan.Build())
        .Start(0, "owner", "begun").StartAndFinish(0, 0, "owner", "ended").Act(0, "away", new Substitute { Person = "away" }).Act(0, "owner", new RaiseIssue { Title = "Old", Severity = default }).State;

    private static RunState Planned(RunMode mode)
    {
        var plan = Plan.Build();
        var t0 = plan.Launch.Clock().T0;
        return RunState.Of(plan).Evolve(new RunPlanned
        {
            Launch = plan.Launch.Id,
            PlanHash = "hash",
            Mode = mode,
            T0 = t0,
            From = t0,
            To = t0 + Duration.FromHours(4),
            Planned = plan.Forward.ToDictionary(task => task.Id, _ => new PlannedTimes(t0, t0 + Duration.FromHours(1))),
            At = t0,
            Received = t0,
            Actor = RunCommand.Clock,
        });
    }

    private static Refusal? Decide(RunState run, string person, RunCommand command) => RunDecider.Decide(run, command with
    {
        Actor = person,
        ActorRoles = person == Administrator ? [Roles.Administrator] : [],
        Via = person == RunCommand.Clock ? Via.Clock : Via.Page,
        Now = run.T0,
        Received = run.T0,
    }).Refused;
}
