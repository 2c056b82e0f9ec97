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

    /// <summary>All that whoever approves it answers for, in one line: the settings that have their default too, and how it is released, tried again, ended, verified and what follows a crash.</summary>
    public static string Whole(Plan plan, AutomatedWork work) => string.Join(" · ", [
        $"kind: {Kebab.Of(work.With.Kind)}",
        .. work.With.Whole.Entries.Select(entry => $"{entry.Key}: {InOneLine(entry.Value)}"),
        .. Journeys(plan, work.With).SelectMany(journey => journey.Steps.Select(step => Request(journey, step))),
        .. work.Hold ? ["hold: true"] : Array.Empty<string>(),
        .. work.Retry.Times > 0 ? [string.Create(CultureInfo.InvariantCulture, $"retry: {work.Retry.Times} {work.Retry.Wait} {work.Retry.Factor}")] : Array.Empty<string>(),
        .. work.Timeout is { } timeout ? [$"timeout: {timeout}"] : Array.Empty<string>(),
        $"onCrash: {Kebab.Of(work.OnCrash)}",
        .. work.Verify is { } verify ? [$"verify: {InOneLine(verify.AsCheck(whole: true))}", .. Journeys(plan, verify).SelectMany(journey => journey.Steps.Select(step => Request(journey, step)))] : Array.Empty<string>()]);

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
    public static IEnumerable<(string Path, string Value)> Lines(Plan plan, WorkSettings settings) =>
        [.. settings.Written.Texts(), .. Journeys(plan, settings).SelectMany(journey => journey.Steps.Select((step, index) => ($"{journey.Id}/{index + 1}", Request(journey, step))))];

    private static IEnumerable<Journey> Journeys(Plan plan, WorkSettings settings) =>
        from part in settings.Parts("")
        where part.Settings is JourneySettings
        from journey in plan.Journeys
        where journey.Id == ((JourneySettings)part.Settings).Journey
        select journey;

    /// <summary><c>POST ${service}/apply</c></summary>
    private static string Request(Journey journey, JourneyStep step) => $"{step.Method.Word} {(step.To.StartsWith('/') ? journey.Base : "")}{step.To}";
}
