using Slipway.Features.Cutover.Notices;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Secrets;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Asked before a run begins: whether this server has everything that the plan's automated tasks name. At three in the night it would be too late.</summary>
public sealed class ReadyToAct(CommandFolders folders, PostgresTools tools, ServerSettings server)
{
    /// <summary>What is missing, each in one line without secrets; empty when nothing is.</summary>
    public IReadOnlyList<string> Missing(Plan plan, RunMode mode, NoticeMode notices)
    {
        var environment = (mode == RunMode.Live ? plan.Launch.LiveEnvironment : plan.Launch.RehearsalEnvironment) ?? new Dictionary<string, string>();
        return [.. plan.Tasks.Where(task => task.Work is not null).SelectMany(task => task.Work!.Parts().SelectMany(part => OfSettings(plan, task, part.Settings, environment, notices))).Distinct()];
    }

    private IEnumerable<string> OfSettings(Plan plan, PlanTask task, WorkSettings settings, IReadOnlyDictionary<string, string> environment, NoticeMode notices)
    {
        var context = new WorkContext("", WorkSettings.OfEveryRun.ToDictionary(name => name, _ => ""), environment, new WorkOutput());
        foreach (var (text, given) in Texts(plan, settings))
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
        if (settings is NotifySettings notify && notices != NoticeMode.Off && notify.Addresses.All(address => Unfilled(context, address) is null))
        {
            foreach (var unreachable in MessageLetters.Unreachable(server.Notices, notices, notify, plan.People(plan.Launch.Clock()).Among, context.Fill))
                yield return $"{task.Id}: {unreachable}";
        }
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

    /// <summary>All texts that are filled in, each with the names of what is known only then. Those of a wait are its check's, which comes by itself.</summary>
    private static IEnumerable<(string Text, IReadOnlyCollection<string> Given)> Texts(Plan plan, WorkSettings settings) => settings switch
    {
        WaitSettings => [],
        JourneySettings { Journey: var id } when plan.Journeys.FirstOrDefault(journey => journey.Id == id) is { } journey => OfJourney(journey),
        _ => settings.Written.Texts().Select(text => (text.Value, settings.Given)),
    };

    private static IEnumerable<(string Text, IReadOnlyCollection<string> Given)> OfJourney(Journey journey)
    {
        IReadOnlyCollection<string> given = [.. WorkSettings.OfEveryRun, .. journey.Steps.SelectMany(step => step.Extracts).Select(extract => extract.Name)];
        return journey.Steps.SelectMany(step => step.Filled.Texts()).Select(text => text.Value).Append(journey.Base ?? "").Select(text => (text, given));
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
