using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Secrets;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Asked before a run begins: whether this server has everything that the plan's automated tasks name. At three in the night it would be too late.</summary>
public sealed class ReadyToAct(CommandFolders folders)
{
    /// <summary>What is missing, each in one line without secrets; empty when nothing is.</summary>
    public IReadOnlyList<string> Missing(Plan plan, RunMode mode)
    {
        var environment = (mode == RunMode.Live ? plan.Launch.LiveEnvironment : plan.Launch.RehearsalEnvironment) ?? new Dictionary<string, string>();
        return [.. plan.Tasks.Where(task => task.Work is not null).SelectMany(task => task.Work!.All.SelectMany(settings => OfSettings(task, settings, environment))).Distinct()];
    }

    private IEnumerable<string> OfSettings(PlanTask task, WorkSettings settings, IReadOnlyDictionary<string, string> environment)
    {
        var context = new WorkContext("", WorkSettings.OfEveryRun.ToDictionary(name => name, _ => ""), environment, new WorkOutput());
        var given = settings.Given.ToHashSet(StringComparer.Ordinal);
        foreach (var (_, text) in settings.Written.Texts())
        {
            // What the work itself finds out is not known before.
            if (Placeholder.In(text).Any(placeholder => placeholder.Kind == PlaceholderKind.Value && given.Contains(placeholder.Name)))
                continue;
            if (Unfilled(context, text) is { } unfilled)
                yield return $"{task.Id}: {unfilled}";
        }
        if (settings is CommandSettings command && Unfilled(context, command.Program) is null && context.Fill(command.Program) is var program && folders.Find(program) is null)
            yield return $"{task.Id}: {program} ({folders.Names})";
    }

    private static string? Unfilled(WorkContext context, string text)
    {
        try
        {
            context.Fill(text);
            return null;
        }
        catch (UnfilledSettingException unfilled)
        {
            return unfilled.Message;
        }
    }
}
