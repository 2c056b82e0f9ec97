using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Speaking;

/// <summary>Says what is in a plan in the reader's language: titles, names, workstreams.</summary>
public sealed class PlanWords(Texts texts, Plan plan)
{
    public string Title(string task) => plan.Task(task)?.Title.In(texts.Language) ?? task;

    public string Title(PlanTask task) => task.Title.In(texts.Language);

    /// <summary>A person's name, a role's words, a token as it is called.</summary>
    public string Name(string? personOrRole)
    {
        if (personOrRole is null)
            return "";
        if (plan.Launch.Person(personOrRole) is { } person)
            return person.Name;
        if (personOrRole == RunCommand.Clock)
            return "Slipway";
        if (Roles.OfTasks.Contains(personOrRole) || personOrRole == Roles.Administrator)
            return texts[$"roles.{personOrRole}"];
        if (personOrRole == CurrentActor.SampleAdministrator)
            return texts["roles.administrator"];
        return personOrRole.Contains(':', StringComparison.Ordinal) ? personOrRole[(personOrRole.IndexOf(':', StringComparison.Ordinal) + 1)..] : personOrRole;
    }

    public string Workstream(string? workstream) =>
        string.IsNullOrEmpty(workstream) ? ""
        : texts.Has($"workstreams.{workstream}") ? texts[$"workstreams.{workstream}"]
        : char.ToUpperInvariant(workstream[0]) + workstream[1..].Replace('-', ' ');
}
