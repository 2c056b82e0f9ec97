using System.Text.RegularExpressions;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>Automated tasks: what they name has to be there, and no secret may stand in a plan, which is read by many.</summary>
internal static partial class WorkChecks
{
    public static IEnumerable<Finding> UnknownValue(CheckContext check) =>
        from place in OfTasks(check).Concat(OfJourneys(check))
        from placeholder in Placeholder.In(place.Value)
        where placeholder.Kind == PlaceholderKind.Value && !place.Given.Contains(placeholder.Name) && !Environments(check).Any(values => values.ContainsKey(placeholder.Name))
        select place.Find(placeholder.Name, check.Suggest(placeholder.Name, [.. Environments(check).SelectMany(values => values.Keys).Concat(place.Given).Distinct()]));

    /// <summary>A value that only one of two environments has: it would be missed in the night, or in the rehearsal.</summary>
    public static IEnumerable<Finding> ValueInOneEnvironment(CheckContext check)
    {
        if (check.Launch is not { LiveEnvironment: { } live, RehearsalEnvironment: { } rehearsal })
            yield break;
        foreach (var name in rehearsal.Keys.Where(name => !live.ContainsKey(name)))
            yield return new Finding("launch/environments/live", null, name, "live");
        foreach (var name in live.Keys.Where(name => !rehearsal.ContainsKey(name)))
            yield return new Finding("launch/environments/rehearsal", null, name, "rehearsal");
    }

    public static IEnumerable<Finding> SecretInClear(CheckContext check) =>
        from place in Texts(check)
        where HoldsSecret(place)
        select place.Find(place.Key);

    public static IEnumerable<Finding> NoTimeout(CheckContext check) =>
        from task in check.Graph.Tasks
        where task.Work is { Timeout: null, With.Kind: WorkKind.Command or WorkKind.Migrate or WorkKind.Snapshot or WorkKind.Traffic or WorkKind.Notify }
        select Finding.At(task, "kind", task.Id);

    public static IEnumerable<Finding> UnknownJourney(CheckContext check)
    {
        var known = check.Plan.Journeys.Select(journey => journey.Id).ToHashSet(StringComparer.Ordinal);
        return from named in JourneysOfTasks(check)
               where !known.Contains(named.Journey)
               select Finding.At(named.Task, named.Path, named.Journey, check.Suggest(named.Journey, known));
    }

    public static IEnumerable<Finding> UnusedJourney(CheckContext check)
    {
        var used = JourneysOfTasks(check).Select(named => named.Journey).ToHashSet(StringComparer.Ordinal);
        return from journey in check.Plan.Journeys
               where !used.Contains(journey.Id)
               select new Finding($"{journey.Path}/id", null, journey.Id);
    }

    private static IEnumerable<(PlanTask Task, string Path, string Journey)> JourneysOfTasks(CheckContext check) =>
        from task in check.Graph.Tasks
        where task.Work is not null
        from part in task.Work!.Parts()
        where part.Settings is JourneySettings
        select (task, $"{part.Path}/journey", ((JourneySettings)part.Settings).Journey);

    /// <summary>Every text of every automated task and every journey, and every value of the environments.</summary>
    private static IEnumerable<Place> Texts(CheckContext check) => [.. OfTasks(check), .. OfJourneys(check), .. OfEnvironments(check)];

    private static IEnumerable<Place> OfTasks(CheckContext check) =>
        from task in check.Graph.Tasks
        where task.Work is not null
        from place in Of(task, "with", task.Work!.With).Concat(Of(task, "verify/with", task.Work.Verify))
        select place;

    /// <summary>A step knows what the steps before it took out of their answers.</summary>
    private static IEnumerable<Place> OfJourneys(CheckContext check)
    {
        foreach (var journey in check.Plan.Journeys)
        {
            var given = WorkSettings.OfEveryRun.ToList();
            if (journey.Base is { } address)
                yield return new Place($"{journey.Path}/base", null, "base", address, null, [.. given]);
            for (var i = 0; i < journey.Steps.Count; i++)
            {
                IReadOnlyCollection<string> known = [.. given];
                foreach (var (path, value) in journey.Steps[i].Filled.Texts($"{journey.Path}/steps/{i}"))
                    yield return new Place(path, null, path[(path.LastIndexOf('/') + 1)..], value, null, known);
                given.AddRange(journey.Steps[i].Extracts.Select(extract => extract.Name));
            }
        }
    }

    private static IEnumerable<Place> OfEnvironments(CheckContext check)
    {
        foreach (var (name, values) in new[] { ("live", check.Launch.LiveEnvironment), ("rehearsal", check.Launch.RehearsalEnvironment) })
        {
            foreach (var (key, value) in values ?? new Dictionary<string, string>())
                yield return new Place($"launch/environments/{name}/{key}", null, key, value, null, []);
        }
    }

    private static IEnumerable<Place> Of(PlanTask task, string key, WorkSettings? settings)
    {
        string? before = null;
        foreach (var (path, value) in settings?.Written.Texts(key) ?? [])
        {
            yield return new Place($"{task.Path}/{path}", task.Id, path[(path.LastIndexOf('/') + 1)..], value, before, settings!.Given);
            before = value;
        }
    }

    private static IEnumerable<IReadOnlyDictionary<string, string>> Environments(CheckContext check) =>
        new[] { check.Launch.LiveEnvironment, check.Launch.RehearsalEnvironment }.OfType<IReadOnlyDictionary<string, string>>();

    private static bool HoldsSecret(Place place)
    {
        // What is left when everything that is filled in later is taken out stands in the plan.
        var inClear = Placeholder.Fill(place.Value, _ => "");
        if (inClear.Trim().Length == 0)
            return false;
        var isWhole = inClear == place.Value;
        return KnownSecret().IsMatch(inClear)
            || WithPassword().Matches(place.Value).Any(match => Placeholder.Fill(match.Groups["secret"].Value, _ => "").Trim('"', '\'').Length > 0)
            || (isWhole && (SecretName().IsMatch(place.Key) || (place.Before is { } option && SecretOption().IsMatch(option) && !place.Value.StartsWith('-'))));
    }

    /// <summary>Forms that are secrets wherever they stand: private keys, and tokens that their makers mark as such. "Basic services" in a message is none.</summary>
    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY|\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{20,}|\bxox[abprs]-[A-Za-z0-9-]{10,}|\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.|\b(Bearer|Basic|Token) (?=\S*[0-9A-Z])[A-Za-z0-9+/_.=-]{8,}", RegexOptions.CultureInvariant)]
    private static partial Regex KnownSecret();

    /// <summary>A password in an address, a connection string, an option or a query.</summary>
    [GeneratedRegex(@"://[^/\s:@]+:(?<secret>[^@\s/]+)@|(?i:\b(password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key))\s*=\s*(?<secret>""[^""]*""|'[^']*'|[^;&\s]+)", RegexOptions.CultureInvariant)]
    private static partial Regex WithPassword();

    /// <summary>A key whose value is a secret by its name.</summary>
    [GeneratedRegex(@"(?i)(password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key|credential)|^(pwd|token|authorization|cookie)$|[_-](token|pwd)$", RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    /// <summary>An option after which a secret comes.</summary>
    [GeneratedRegex(@"(?i)^--?([a-z]+[-_])*(password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key)$", RegexOptions.CultureInvariant)]
    private static partial Regex SecretOption();

    /// <param name="Path">Where the text stands.</param>
    /// <param name="Key">Its key.</param>
    /// <param name="Before">The text before it, for options and their values.</param>
    /// <param name="Given">Placeholders that the settings fill themselves.</param>
    private sealed record Place(string Path, string? Task, string Key, string Value, string? Before, IReadOnlyCollection<string> Given)
    {
        public Finding Find(params string[] values) => new(Path, Task, values);
    }
}
