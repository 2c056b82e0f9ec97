using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Secrets;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Asked before a run begins: whether this server has everything that the plan's automated tasks name. At three in the night it would be too late.</summary>
public sealed class ReadyToAct(CommandFolders folders, PostgresTools tools)
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
        if (NotAllowed(settings, context) is { } path)
            yield return $"{task.Id}: {path} ({folders.Names})";
        if (settings is SnapshotSettings copy && Unfilled(context, copy.Database) is null && WorkDatabase.SqliteFile(context.Fill(copy.Database)) is null && tools.Missing is { } missing)
            yield return $"{task.Id}: {missing}";
    }

    /// <summary>The path that is in no folder that this server allows; null where there is none.</summary>
    private string? NotAllowed(WorkSettings settings, WorkContext context)
    {
        var named = settings switch { CommandSettings command => command.Program, SqlSettings sql => sql.File, MigrateSettings migrate => migrate.Folder, _ => null };
        if (named is null || Unfilled(context, named) is not null)
            return null;
        var path = context.Fill(named);
        return settings is MigrateSettings ? folders.Holds(path) ? null : path : folders.Find(path) is null ? path : null;
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
