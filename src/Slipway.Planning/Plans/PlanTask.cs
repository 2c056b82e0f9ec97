using Slipway.Planning.Automation;

namespace Slipway.Planning.Plans;

/// <summary>The four phases of a launch, in order.</summary>
public enum Phase
{
    Prepare,
    Launch,
    Stabilise,
    Monitor,
}

/// <summary>What a task is.</summary>
public enum TaskKind
{
    /// <summary>Work, by people or by itself.</summary>
    Task,

    /// <summary>A point of no length.</summary>
    Milestone,

    /// <summary>A status meeting without a decision.</summary>
    Checkpoint,

    /// <summary>A go/no-go gate: votes, then a decision.</summary>
    Gate,
}

/// <summary>What a task is for, where a rule or a page has to know it.</summary>
public enum Purpose
{
    MovesData,
    Reconciles,
    TellsUsers,
    ChecksAuditTrail,
    ReleasesStaff,
    Decommissions,
    OpensHotline,

    /// <summary>The gate or milestone that ends hypercare.</summary>
    EndsHypercare,
}

/// <summary>One task of a plan: forward or rollback.</summary>
public sealed record PlanTask
{
    public required string Id { get; init; }
    public TaskKind Kind { get; init; } = TaskKind.Task;
    public required LocalizedText Title { get; init; }

    /// <summary>The instruction, in Markdown.</summary>
    public LocalizedText? Do { get; init; }

    /// <summary>What shows that it worked.</summary>
    public LocalizedText? Expect { get; init; }

    /// <summary>Launch where the plan is silent.</summary>
    public Phase Phase { get; init; } = Phase.Launch;

    public string? Workstream { get; init; }

    /// <summary>A person's id, or a role: its holder on shift, else the first listed.</summary>
    public string? Owner { get; init; }

    public string? Deputy { get; init; }

    /// <summary>The team whose hours it keeps before the launch phase.</summary>
    public string? Team { get; init; }

    /// <summary>Null where the plan is silent: no time for milestones and gates, an error for work.</summary>
    public Estimate? Takes { get; init; }

    /// <summary>Whether it takes a person's whole attention.</summary>
    public bool Attended { get; init; } = true;

    public IReadOnlyList<Link> After { get; init; } = [];
    public PlanTime? NotBefore { get; init; }
    public PlanTime? NotAfter { get; init; }

    /// <summary>How it is taken back; null where the plan is silent.</summary>
    public Undo? Undo { get; init; }

    public bool Mandatory { get; init; }
    public IReadOnlyList<Purpose> Purpose { get; init; } = [];

    /// <summary>Those who do it together; empty when the owner does it alone.</summary>
    public IReadOnlyList<string> Who { get; init; } = [];

    /// <summary>How many of <see cref="Who"/> have to say that they started before it is in progress.</summary>
    public Attendance StartBy { get; init; } = Attendance.Any;

    /// <summary>How many of <see cref="Who"/> have to say that they finished before it is done.</summary>
    public Attendance EndBy { get; init; } = Attendance.Any;

    /// <summary>The second person (or role) who confirms before it is done.</summary>
    public string? VerifiedBy { get; init; }

    public Escalation? Escalate { get; init; }
    public LocalizedText? Where { get; init; }
    public string? System { get; init; }
    public string? Ref { get; init; }
    public string? Evidence { get; init; }

    /// <summary>The milestone at which the service opens.</summary>
    public bool GoLive { get; init; }

    /// <summary>What it does by itself; null for work of people.</summary>
    public AutomatedWork? Work { get; init; }

    /// <summary>Voters, decider and criteria; only for <see cref="TaskKind.Gate"/>.</summary>
    public GateRules? Gate { get; init; }

    /// <summary>Whether it belongs to the rollback plan.</summary>
    public bool IsRollback { get; init; }

    /// <summary>Where it stands in the source, for <see cref="PlanSource"/>: <c>forward/3</c>, <c>rollback/0</c>. Empty for a task without a source.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether it cannot be taken back.</summary>
    public bool NoReturn => Undo is Undo.Impossible;
}

/// <summary>How a task is taken back.</summary>
public abstract record Undo
{
    private Undo() { }

    /// <summary>By this rollback task.</summary>
    public sealed record By(string Task) : Undo;

    /// <summary><c>undo: none</c>: there is nothing to take back.</summary>
    public sealed record Nothing : Undo;

    /// <summary><c>noReturn: true</c>: it cannot be taken back.</summary>
    public sealed record Impossible : Undo;
}

/// <summary>How many of several people have to say so.</summary>
public sealed record Attendance(AttendanceRule Rule, int Number = 1)
{
    public static Attendance Any { get; } = new(AttendanceRule.Any);
    public static Attendance All { get; } = new(AttendanceRule.All);
    public static Attendance Starter { get; } = new(AttendanceRule.Starter);

    /// <summary>How many people that is, of so many.</summary>
    public int Of(int people) => Rule switch
    {
        AttendanceRule.All => Math.Max(people, 1),
        AttendanceRule.Number => Math.Clamp(Number, 1, Math.Max(people, 1)),
        _ => 1,
    };
}

public enum AttendanceRule
{
    Any,
    All,
    Number,

    /// <summary>Only for the end: whoever started it.</summary>
    Starter,
}

/// <summary>Whom to call when nobody has taken a task so long after its turn.</summary>
public sealed record Escalation(PlanDuration After, string To);

/// <summary>The rules of a go/no-go gate.</summary>
/// <param name="Voters">People or roles; each has one vote.</param>
/// <param name="Decider">The person or role who decides.</param>
/// <param name="Quorum">How many votes are needed; null for all.</param>
/// <param name="Criteria">What is judged.</param>
public sealed record GateRules(IReadOnlyList<string> Voters, string? Decider, int? Quorum, IReadOnlyList<Criterion> Criteria);

/// <summary>One criterion of a gate.</summary>
public sealed record Criterion(string Id, LocalizedText Title, bool Must, CriterionTest Met);

/// <summary>How a criterion is known to be met.</summary>
public abstract record CriterionTest
{
    private CriterionTest() { }

    /// <summary>When this task is done (or done with a workaround).</summary>
    public sealed record TaskDone(string Task) : CriterionTest;

    /// <summary>When the launch phase ends inside the window with at least this probability, 0 to 1.</summary>
    public sealed record InsideWindow(double Probability) : CriterionTest;

    /// <summary>When this person (or role) says so.</summary>
    public sealed record SaidBy(string PersonOrRole) : CriterionTest;
}
