using Slipway.Formats.Plans.Automation;
using Slipway.Formats.Sheets.Import;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Export;

/// <summary>The rows of the launch's sheet: its facts, its teams, its shifts, and the findings that somebody lives with, as <see cref="LaunchSheet"/> reads them.</summary>
internal static class LaunchRows
{
    private const string Version = "1";

    /// <summary>Each row with whether it is a heading.</summary>
    public static IEnumerable<(bool IsHeading, SheetValue[] Values)> Of(Plan plan, PeopleBook people)
    {
        var launch = plan.Launch;
        yield return (true, [SheetValue.Of(LaunchSheet.Mark), SheetValue.Of(Version)]);
        foreach (var (name, value) in Facts(plan))
        {
            if (value != SheetValue.None)
                yield return (false, [SheetValue.Of(name), value]);
        }
        if (launch.Teams.Count > 0)
        {
            var languages = TaskColumns.Languages(launch, launch.Teams.Select(team => team.Title)).ToList();
            yield return (false, []);
            yield return (true, Texts(["Team", .. languages.Select(language => TaskColumns.Header("Title", language)), "Members", "Hours", "Closed"]));
            foreach (var team in launch.Teams)
            {
                yield return (false, Texts([
                    team.Id,
                    .. languages.Select(language => team.Title?.ByLanguage.GetValueOrDefault(language)),
                    string.Join("; ", team.Members.Select(people.Shown)),
                    string.Join("; ", team.Hours.Select(item => item.ToString())),
                    string.Join("; ", team.Closed.Select(item => item.ToString()))]));
            }
        }
        if (launch.Shifts.Count > 0)
        {
            yield return (false, []);
            yield return (true, Texts(["Shift from", "To", "Manager", "Scribe", "On"]));
        }
        foreach (var shift in launch.Shifts)
        {
            yield return (false, [
                SheetValue.Of(shift.From),
                SheetValue.Of(shift.To),
                SheetValue.Of(shift.Manager is { } manager ? people.Shown(manager) : null),
                SheetValue.Of(shift.Scribe is { } scribe ? people.Shown(scribe) : null),
                SheetValue.Of(string.Join("; ", shift.On.Select(people.Shown)))]);
        }
        if (plan.Accepted.Count > 0)
        {
            yield return (false, []);
            yield return (true, Texts(["Accepted", "Task", "Why"]));
        }
        foreach (var accepted in plan.Accepted)
            yield return (false, Texts([accepted.Rule, accepted.Task, accepted.Why]));
    }

    private static IEnumerable<(string Name, SheetValue Value)> Facts(Plan plan)
    {
        var launch = plan.Launch;
        yield return ("id", SheetValue.Of(launch.Id));
        foreach (var (language, text) in launch.Title.ByLanguage)
            yield return (TaskColumns.Header("title", language), SheetValue.Of(text));
        foreach (var (language, text) in launch.Owner?.ByLanguage ?? new Dictionary<string, string>())
            yield return (TaskColumns.Header("owner", language), SheetValue.Of(text));
        yield return ("zone", SheetValue.Of(launch.Zone.Id));
        yield return ("t0", SheetValue.Of(launch.T0));
        yield return ("window opens", SheetValue.Of(launch.Window.Opens));
        yield return ("window closes", SheetValue.Of(launch.Window.Closes));
        yield return ("contingency", SheetValue.Of(launch.Window.Contingency.ToString()));
        foreach (var freeze in launch.Freezes)
            yield return ("freeze", SheetValue.Of(freeze.ToString()));
        yield return ("bridge phone", SheetValue.Of(launch.Bridge?.Phone));
        yield return ("bridge url", SheetValue.Of(launch.Bridge?.Url));
        foreach (var language in launch.Languages)
            yield return ("language", SheetValue.Of(language));
        yield return (LaunchSheet.Live, SheetValue.Of(WorkWriter.InBraces(launch.LiveEnvironment)));
        yield return (LaunchSheet.Rehearsal, SheetValue.Of(WorkWriter.InBraces(launch.RehearsalEnvironment)));
        foreach (var journey in plan.Journeys)
            yield return ("journey", SheetValue.Of(WorkWriter.InBraces(journey.Written)));
        foreach (var workstream in plan.Workstreams)
            yield return ("workstream", SheetValue.Of(workstream));
    }

    private static SheetValue[] Texts(IEnumerable<string?> texts) => [.. texts.Select(text => SheetValue.Of(text))];
}
