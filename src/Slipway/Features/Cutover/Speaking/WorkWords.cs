using System.Globalization;
using NodaTime;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Speaking;

/// <summary>Automated work as the plan writes it, for whoever approves it or waits for it.</summary>
internal static class WorkWords
{
    /// <summary>The settings in one line: <c>program: /opt/usct/bin/load · arguments: --all</c>; of a journey its requests too. Secrets are references and stay that.</summary>
    public static string InOneLine(Plan plan, WorkSettings settings) => string.Join(" · ", [
        .. settings.Written.Entries.Select(entry => $"{entry.Key}: {string.Join(' ', entry.Value.Texts().Select(text => text.Value))}"),
        .. Journeys(plan, settings).SelectMany(journey => journey.Steps.Select(step => Request(journey, step)))]);

    /// <summary>All that whoever approves it answers for, each by its key: the settings that have their default too, and how it is released, tried again, ended, verified and what follows a crash.</summary>
    public static IEnumerable<(string Key, string Value)> Whole(Plan plan, AutomatedWork work)
    {
        yield return ("kind", Kebab.Of(work.With.Kind));
        foreach (var part in work.With.Whole.Entries.SelectMany(entry => Apart(entry.Key, entry.Value)).Concat(Requests(plan, work.With)))
            yield return part;
        if (work.Hold)
            yield return ("hold", "true");
        if (work.Retry.Times > 0)
            yield return ("retry", string.Create(CultureInfo.InvariantCulture, $"{work.Retry.Times} {work.Retry.Wait} {work.Retry.Factor}"));
        if (work.Timeout is { } timeout)
            yield return ("timeout", $"{timeout}");
        yield return ("onCrash", Kebab.Of(work.OnCrash));
        if (work.Verify is not { } verify)
            yield break;
        yield return ("verify", InOneLine(verify.AsCheck(whole: true)));
        foreach (var request in Requests(plan, verify))
            yield return request;
    }

    /// <summary>What stands in several languages is told in each by itself: scripts that run against each other cannot be read in one line.</summary>
    private static IEnumerable<(string Key, string Value)> Apart(string key, Setting setting) =>
        setting is Setting.Map map && map.Entries.All(entry => entry.Value is Setting.Text)
            ? map.Entries.Select(entry => ($"{key}/{entry.Key}", InOneLine(entry.Value)))
            : [(key, InOneLine(setting))];

    private static string InOneLine(Setting setting) => setting switch
    {
        Setting.Map map => $"{{ {string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {InOneLine(entry.Value)}"))} }}",
        Setting.List list => string.Join(' ', list.Items.Select(InOneLine)),
        _ => ((Setting.Text)setting).Value,
    };

    /// <summary>The key of what is to be said first of a task that acts by itself; null for what people do.</summary>
    public static string? Note(RunState run, PlanTask task, Instant now)
    {
        if (task.Work is null)
            return null;
        var record = run.Tasks[task.Id];
        if (record is { Stored: TaskState.Unknown, Work.Cause: { } cause })
            return $"work.cause-{Kebab.Of(cause)}";
        return record.Stored == TaskState.Planned && WorkDue.AwaitsRelease(run, task, now) ? "work.awaits-release" : "work.by-itself";
    }

    /// <summary>Each setting by its path, and the requests of the journeys that it names.</summary>
    public static IEnumerable<(string Path, string Value)> Lines(Plan plan, WorkSettings settings) => [.. settings.Written.Texts(), .. Requests(plan, settings)];

    private static IEnumerable<(string Path, string Value)> Requests(Plan plan, WorkSettings settings) =>
        Journeys(plan, settings).SelectMany(journey => journey.Steps.Select((step, index) => ($"{journey.Id}/{index + 1}", Request(journey, step))));

    private static IEnumerable<Journey> Journeys(Plan plan, WorkSettings settings) =>
        from part in settings.Parts("")
        where part.Settings is JourneySettings
        from journey in plan.Journeys
        where journey.Id == ((JourneySettings)part.Settings).Journey
        select journey;

    /// <summary><c>POST ${service}/apply</c></summary>
    private static string Request(Journey journey, JourneyStep step) => $"{step.Method.Word} {(step.To.StartsWith('/') ? journey.Base : "")}{step.To}";
}
