using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>The part that somebody has to have in a run for an act to be theirs. Whoever stands in for somebody has their part.</summary>
public enum Part
{
    /// <summary>No person: the clock of the server.</summary>
    Clock,

    /// <summary>Takes part in the launch and does more than look on.</summary>
    Participant,

    /// <summary>The service owner, or an administrator as such.</summary>
    ServiceOwner,

    /// <summary>The cutover manager on shift, or an administrator as such.</summary>
    Manager,

    /// <summary>Leads the run: the cutover manager on shift, the service owner, an administrator as such.</summary>
    Leader,

    /// <summary>Works on the task: its owner, its deputy, those who do it together, whoever it was handed to; leaders, and the scribe on shift for whoever called.</summary>
    Worker,

    /// <summary>Confirms the task's end, or is an administrator as such.</summary>
    Verifier,

    /// <summary>Votes at the gate.</summary>
    Voter,

    /// <summary>Says whether the criterion is met, or is an administrator as such.</summary>
    Confirmer,

    /// <summary>Decides the gate, or is an administrator as such.</summary>
    Decider,

    /// <summary>Did what is to be taken back, or leads.</summary>
    Doer,

    /// <summary>The person whom it is about, to end it also who stands in; or leads.</summary>
    Oneself,
}

/// <summary>A row of the table of acts.</summary>
/// <param name="Act">The act's word, as programs send it.</param>
/// <param name="Command">Its command.</param>
/// <param name="Part">Whose it is.</param>
/// <param name="Mode">The mode of run that the row is for; null for both.</param>
public sealed record ActPermission(string Act, Type Command, Part Part, RunMode? Mode = null);

/// <summary>Whose each act in a run is, in one table: decisions ask it, and the documentation and the tests are made from it.</summary>
public static class ActPermissions
{
    /// <summary>One row for each command, two where live runs and rehearsals differ.</summary>
    public static IReadOnlyList<ActPermission> All { get; } =
    [
        new("begin", typeof(BeginRun), Part.Participant, RunMode.Rehearsal),
        new("begin", typeof(BeginRun), Part.ServiceOwner, RunMode.Live),
        new("pause", typeof(PauseRun), Part.Leader),
        new("resume", typeof(ResumeRun), Part.Leader),
        new("cancel", typeof(CancelRun), Part.Leader),
        new("roll-back", typeof(RollBack), Part.Leader),
        new("add-task", typeof(AddTask), Part.Leader),
        new("start", typeof(StartTask), Part.Worker),
        new("acknowledge", typeof(Acknowledge), Part.Worker),
        new("release", typeof(ReleaseWork), Part.Worker),
        new("finish", typeof(FinishTask), Part.Worker),
        new("fail", typeof(FailTask), Part.Worker),
        new("mark-unknown", typeof(MarkUnknown), Part.Worker),
        new("work-around", typeof(WorkAround), Part.Worker),
        new("skip", typeof(SkipTask), Part.Worker),
        new("block", typeof(BlockTask), Part.Worker),
        new("unblock", typeof(UnblockTask), Part.Worker),
        new("hand-over", typeof(HandOver), Part.Worker),
        new("change-duration", typeof(ChangeDuration), Part.Worker),
        new("take-back", typeof(TakeBack), Part.Doer),
        new("verify", typeof(VerifyTask), Part.Verifier),
        new("waive-skip", typeof(WaiveSkip), Part.ServiceOwner),
        new("reopen", typeof(ReopenTask), Part.Manager),
        new("vote", typeof(Vote), Part.Voter),
        new("confirm-criterion", typeof(ConfirmCriterion), Part.Confirmer),
        new("decide", typeof(DecideGate), Part.Decider),
        new("comment", typeof(Comment), Part.Participant),
        new("attach", typeof(Attach), Part.Participant),
        new("raise-issue", typeof(RaiseIssue), Part.Participant),
        new("settle-issue", typeof(SettleIssue), Part.Participant),
        new("substitute", typeof(Substitute), Part.Oneself),
        new("end-substitution", typeof(EndSubstitution), Part.Oneself),
        new("raise-alarm", typeof(RaiseAlarm), Part.Clock),
        new("take-work", typeof(TakeWork), Part.Clock),
        new("turn-of-work", typeof(TurnOfWork), Part.Clock),
        new("intend-work", typeof(IntendWork), Part.Clock),
        new("report-work", typeof(ReportWork), Part.Clock),
    ];

    private static readonly ILookup<Type, ActPermission> ByCommand = All.ToLookup(row => row.Command);

    /// <summary>Whether the doer of a command has the part that it needs. Not whether the state of the run allows it.</summary>
    /// <exception cref="InvalidOperationException">The table has no row for this command.</exception>
    internal static bool Allow(RunState run, RunCommand command)
    {
        var row = ByCommand[command.GetType()].FirstOrDefault(row => row.Mode is null || row.Mode == run.Mode)
            ?? throw new InvalidOperationException($"The table of acts has no row for {command.GetType().Name}.");
        return row.Part switch
        {
            Part.Clock => WhoMay.IsClock(command),
            Part.Participant => WhoMay.TakesPart(run, command),
            Part.ServiceOwner => IsOrAdministers(run, command, Roles.ServiceOwner),
            Part.Manager => IsOrAdministers(run, command, Roles.CutoverManager),
            Part.Leader => WhoMay.Leads(run, command),
            Part.Worker => WhoMay.WorksOn(run, command, TaskOf(run, command)),
            Part.Verifier => IsOrAdministers(run, command, TaskOf(run, command).VerifiedBy),
            Part.Voter => WhoMay.VoterOf(run, (Vote)command) is not null,
            Part.Confirmer => IsOrAdministers(run, command, WhoMay.ConfirmerOf(run, (ConfirmCriterion)command)),
            Part.Decider => IsOrAdministers(run, command, TaskOf(run, command).Gate!.Decider),
            Part.Doer => command.Actor == run.Tasks[TaskOf(run, command).Id].LastActor || WhoMay.Leads(run, command),
            _ => IsAbout(run, command) || WhoMay.Leads(run, command),
        };
    }

    private static PlanTask TaskOf(RunState run, RunCommand command) => run.Plan.Task(((TaskCommand)command).Task)!;

    private static bool IsOrAdministers(RunState run, RunCommand command, string? personOrRole) =>
        WhoMay.Is(run, command, personOrRole) || WhoMay.ActsAsAdministrator(command);

    private static bool IsAbout(RunState run, RunCommand command) => command switch
    {
        Substitute substitute => command.Doer == substitute.Person,
        EndSubstitution end => command.Doer == end.Person || command.Doer == run.Substitutions.GetValueOrDefault(end.Person)?.By,
        _ => throw new InvalidOperationException($"{command.GetType().Name} is about nobody."),
    };
}
