using NodaTime;
using Slipway.Planning.Plans;
using static Slipway.Planning.Plans.Severity;

namespace Slipway.Planning.Checks;

/// <summary>Every rule about what a plan means. What its text may look like is the reader's business.</summary>
public static class PlanChecks
{
    /// <summary>Of one rule no more findings than this are kept: nobody reads them, and memory stays bounded.</summary>
    public const int MostOfOneRule = 1_000;

    /// <summary>The rules that hold whatever the clock says.</summary>
    private static readonly PlanCheck[] Timeless =
    [
        new("unknown-task", Error, LinkChecks.UnknownTask),
        new("cycle", Error, LinkChecks.Cycle),
        new("link-across", Error, LinkChecks.AcrossPlans),
        new("repeated-link", Hint, LinkChecks.RepeatedLink),
        new("link-to-later-phase", Warning, LinkChecks.LaterPhase),
        new("lead", Warning, LinkChecks.Lead),
        new("long-lag", Warning, LinkChecks.LongLag),

        new("no-rollback-plan", Error, RollbackChecks.NoRollbackPlan),
        new("no-way-back", Error, RollbackChecks.NoWayBack),
        new("undo-not-rollback", Error, RollbackChecks.UndoNotRollback),
        new("not-for-rollback", Warning, RollbackChecks.OutOfPlace),
        new("rollback-cycle", Error, RollbackChecks.RollbackCycle),

        new("unknown-person", Error, PeopleChecks.UnknownPerson),
        new("role-without-holder", Error, PeopleChecks.RoleWithoutHolder),
        new("unknown-team", Error, PeopleChecks.UnknownTeam),
        new("unknown-workstream", Error, PeopleChecks.UnknownWorkstream),
        new("no-owner", Error, PeopleChecks.NoOwner),
        new("no-deputy", Warning, PeopleChecks.NoDeputy),
        new("owner-is-deputy", Warning, PeopleChecks.OwnerIsDeputy),
        new("owner-not-in-team", Warning, PeopleChecks.OwnerNotInTeam),
        new("verifier-is-owner", Error, PeopleChecks.VerifierIsOwner),
        new("escalates-to-owner", Warning, PeopleChecks.EscalatesToOwner),
        new("too-few-people", Error, PeopleChecks.TooFewPeople),
        new("no-phone", Hint, PeopleChecks.NoPhone),
        new("manager-is-scribe", Hint, ShiftChecks.ManagerIsScribe),

        new("gate-without-criteria", Warning, GateChecks.NoCriteria),
        new("gate-without-voters", Error, GateChecks.NoVoters),
        new("gate-without-decider", Error, GateChecks.NoDecider),
        new("decider-alone-votes", Warning, GateChecks.DeciderAloneVotes),
        new("quorum-too-large", Error, GateChecks.QuorumTooLarge),
        new("gate-decides-nothing", Warning, GateChecks.DecidesNothing),
        new("evidence-after-gate", Error, GateChecks.EvidenceAfterGate),
        new("no-gate-before-no-return", Error, GateChecks.NoGateBeforeNoReturn),
        new("no-gate-before-go-live", Warning, GateChecks.NoGateBeforeGoLive),

        new("starts-at-t0", Warning, WindowChecks.StartsAtT0),

        new("no-estimate", Error, EstimateChecks.NoEstimate),
        new("plan-too-long", Error, EstimateChecks.PlanTooLong),
        new("no-spread", Hint, EstimateChecks.NoSpread),
        new("long-task", Warning, EstimateChecks.LongTask),
        new("milestone-takes-time", Warning, EstimateChecks.MilestoneTakesTime),

        new("no-go-live", Error, PurposeChecks.NoGoLive),
        new("several-go-lives", Error, PurposeChecks.SeveralGoLives),
        new("users-not-told", Warning, PurposeChecks.UsersNotTold),
        new("data-not-reconciled", Warning, PurposeChecks.DataNotReconciled),
        new("audit-trail-not-checked", Warning, PurposeChecks.AuditTrailNotChecked),
        new("no-hotline", Hint, PurposeChecks.NoHotline),
        new("no-hypercare-exit", Warning, PurposeChecks.NoHypercareExit),
        new("staff-released-too-early", Warning, PurposeChecks.StaffReleasedTooEarly),
        new("decommissioned-too-early", Warning, PurposeChecks.DecommissionedTooEarly),

        new("language-missing", Warning, WordingChecks.LanguageMissing),

        new("unknown-value", Error, WorkChecks.UnknownValue),
        new("value-in-one-environment", Error, WorkChecks.ValueInOneEnvironment),
        new("secret-in-clear", Error, WorkChecks.SecretInClear),
        new("no-timeout", Hint, WorkChecks.NoTimeout),
        new("unknown-journey", Error, WorkChecks.UnknownJourney),
        new("unused-journey", Hint, WorkChecks.UnusedJourney),
        new("no-address", Error, MessageChecks.NoAddress),
        new("secret-in-message", Error, MessageChecks.SecretInMessage),
    ];

    /// <summary>The rules that need the plan's own zone, T-0 and window, most of them its schedule.</summary>
    private static readonly PlanCheck[] Timed =
    [
        new("t0-in-the-past", Warning, ClockChecks.T0InThePast),
        new("t0-outside-window", Error, ClockChecks.T0OutsideWindow),
        new("window-not-frozen", Hint, ClockChecks.WindowNotFrozen),
        new("not-before-after-not-after", Error, ClockChecks.NotBeforeAfterNotAfter),
        new("before-window-opens", Warning, WindowChecks.BeforeWindowOpens),
        new("window-too-short", Error, WindowChecks.TooShort),
        new("window-too-short-for-rollback", Error, WindowChecks.TooShortForRollback),
        new("not-after-missed", Error, WindowChecks.NotAfterMissed),
        new("prepare-runs-late", Warning, WindowChecks.PrepareRunsLate),
        new("person-double-booked", Warning, BookingChecks.DoubleBooked),
        new("overtime", Warning, HoursChecks.Overtime),
        new("closed-period", Warning, HoursChecks.ClosedPeriod),
        new("nobody-on-shift", Warning, HoursChecks.NobodyOnShift),
        new("no-manager", Warning, ShiftChecks.NoManager),
        new("no-scribe", Hint, ShiftChecks.NoScribe),
        new("two-shifts-in-a-row", Warning, ShiftChecks.TwoShiftsInARow),
    ];

    /// <summary>All rules.</summary>
    public static IReadOnlyList<PlanCheck> All { get; } = [.. Timeless, .. Timed];

    /// <summary>
    /// Errors that a rehearsal may have and a live run may not: the plan can be played from one end to the other, and
    /// playing it shows what it lacks.
    /// </summary>
    public static IReadOnlySet<string> MayBeRehearsed { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "no-rollback-plan", "no-way-back", "no-gate-before-no-return", "no-go-live", "several-go-lives",
        "t0-outside-window", "window-too-short", "window-too-short-for-rollback", "not-after-missed",
    };

    /// <summary>What is wrong with what a plan means, rule by rule.</summary>
    /// <param name="plan">The plan, as far as it could be read.</param>
    /// <param name="source">Where its values stand.</param>
    /// <param name="now">The present; null where the plan is not to be judged by the calendar.</param>
    /// <param name="hasClock">Whether zone, T-0 and window are the plan's own and not stand-ins.</param>
    public static IReadOnlyList<Problem> Run(Plan plan, PlanSource source, Instant? now = null, bool hasClock = true)
    {
        var context = new CheckContext(plan, now, hasClock);
        var found = (hasClock ? All : Timeless).SelectMany(check => Ask(check, context, source));
        return plan.Accepted.Count == 0 ? [.. found] : AcceptedFindings.Apply(plan, [.. found], source, hasClock);
    }

    private static IEnumerable<Problem> Ask(PlanCheck check, CheckContext context, PlanSource source)
    {
        var found = 0;
        foreach (var finding in check.Find(context))
        {
            var where = source.Find(finding.Path);
            var severity = finding.Severity ?? check.Severity;
            if (found++ == MostOfOneRule)
            {
                yield return new Problem("more-problems", severity, where, null, [$"{MostOfOneRule}"]);
                yield break;
            }
            yield return new Problem(check.Rule, severity, where, finding.Task, finding.Values) { OtherTasks = finding.OtherTasks };
        }
    }
}
