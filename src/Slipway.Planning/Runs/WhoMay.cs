using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Who may do what in a run.</summary>
/// <remarks>
/// The doer is the person on whose behalf somebody acts, else the actor. The scribe on shift and administrators may act
/// for anyone; nobody else may. Somebody who stands in for a person may do all that this person may.
/// </remarks>
public static class WhoMay
{
    /// <summary>A refusal if the actor may not act on behalf of the person named; null if he may or names nobody.</summary>
    public static Refusal? ActFor(RunState run, RunCommand command)
    {
        if (command.For is not { } person || person == command.Actor)
            return null;
        if (run.Plan.Launch.Person(person) is null)
            return Refusal.Input("nobody-of-that-name", person);
        return IsAdministrator(command) || IsScribe(run, command) || IsClock(command)
            ? null
            : Refusal.Who("only-the-scribe-acts-for-others", RefusalValues.Person(Plans.Roles.Scribe));
    }

    /// <summary>Whether no person acts but the clock. Its name alone does not make anybody the clock.</summary>
    public static bool IsClock(RunCommand command) => command is { Actor: RunCommand.Clock, Via: Via.Clock or Via.Autopilot };

    /// <summary>Whether the actor is an administrator, for himself or for somebody.</summary>
    public static bool IsAdministrator(RunCommand command) => command.ActorRoles.Contains(Roles.Administrator);

    /// <summary>Whether the doer is this person, holds this role, or stands in for somebody who does.</summary>
    public static bool Is(RunState run, RunCommand command, string? personOrRole)
    {
        if (personOrRole is null)
            return false;
        if (command.For is null && command.ActorRoles.Contains(personOrRole))
            return true;
        return IsPerson(run, command, command.Doer, personOrRole)
            || run.Substitutions.Keys.Any(person => IsPerson(run, command, person, personOrRole) && run.StandInsFor(person).Contains(command.Doer));
    }

    /// <summary>Whether the doer leads the run: the cutover manager on shift, the service owner, an administrator.</summary>
    public static bool Leads(RunState run, RunCommand command) =>
        ActsAsAdministrator(command) || Is(run, command, Roles.CutoverManager) || Is(run, command, Roles.ServiceOwner);

    /// <summary>Whether an administrator acts as such, not on behalf of a person.</summary>
    public static bool ActsAsAdministrator(RunCommand command) => IsAdministrator(command) && command.For is null;

    /// <summary>Whether the doer may work on a task: its owner, whoever it was handed to, its deputy, those who do it together or have started it, or whoever leads.</summary>
    /// <remarks>Who started a task of the manager on shift ends it, though the shift ended meanwhile.</remarks>
    public static bool WorksOn(RunState run, RunCommand command, PlanTask task) =>
        Is(run, command, run.Tasks[task.Id].HandedTo)
        || Is(run, command, task.Owner)
        || Is(run, command, task.Deputy)
        || task.Who.Concat(run.Tasks[task.Id].Starters).Any(person => Is(run, command, person))
        || SpeaksForAll(run, command);

    /// <summary>Whether it is enough that the doer says what several people did: he leads, or takes their calls.</summary>
    /// <remarks>The scribe who acts without naming anybody speaks for whoever called.</remarks>
    public static bool SpeaksForAll(RunState run, RunCommand command) =>
        Leads(run, command) || (command.For is null && IsScribe(run, command));

    /// <summary>For whom of those who vote at a gate the doer votes: for the one that he names, else the first that he may; null where there is none.</summary>
    internal static string? VoterOf(RunState run, Vote command) =>
        run.Plan.Task(command.Task)!.Gate!.Voters.FirstOrDefault(voter => (command.Voter is null || command.Voter == voter) && Is(run, command, voter));

    /// <summary>Who says whether a criterion is met; null for one that nobody says.</summary>
    internal static string? ConfirmerOf(RunState run, ConfirmCriterion command) =>
        run.Plan.Task(command.Task)!.Gate!.Criteria.FirstOrDefault(criterion => criterion.Id == command.Criterion)?.Met is CriterionTest.SaidBy said ? said.PersonOrRole : null;

    /// <summary>Whether the doer takes part in the launch and does more than look on: he has a role, or is one of its people and has none.</summary>
    public static bool TakesPart(RunState run, RunCommand command)
    {
        if (IsAdministrator(command) || IsClock(command))
            return true;
        var person = run.Plan.Launch.Person(command.Doer);
        List<string> roles = [.. person?.Roles ?? [], .. command.For is null ? command.ActorRoles : []];
        return roles.Count == 0 ? person is not null : roles.Any(role => role != Roles.Observer);
    }

    private static bool IsPerson(RunState run, RunCommand command, string doer, string personOrRole)
    {
        if (doer == personOrRole)
            return true;
        if (personOrRole is Roles.CutoverManager or Roles.Scribe)
            return run.Plan.Who(personOrRole, command.Now, run.Clock)?.Id == doer;
        return run.Plan.Launch.Person(doer)?.Roles.Contains(personOrRole) == true;
    }

    private static bool IsScribe(RunState run, RunCommand command) =>
        run.Plan.Who(Roles.Scribe, command.Now, run.Clock)?.Id is { } scribe
        && (scribe == command.Actor || run.StandInFor(scribe) == command.Actor);
}
