using System.Text.RegularExpressions;
using Slipway.Formats.Yaml;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads one journey after another.</summary>
internal sealed class JourneyReader(LanguageList languages, ProblemList problems)
{
    private static readonly string[] Bodies = ["form", "json", "body"];

    private static readonly string[] Sources = ["json", "regex", "header"];

    private static readonly IReadOnlyList<(string Key, HttpVerb Verb)> Requests = [.. Words.Verbs.Select(verb => (verb.Word.ToLowerInvariant(), verb.Value))];

    private readonly IdList ids = new();

    /// <summary>The settings of a task that walks a journey.</summary>
    public static JourneySettings? ReadWork(Fields with)
    {
        with.Need("journey");
        return with.Word("journey") is { } journey ? new JourneySettings { Journey = journey } : null;
    }

    /// <summary>Journeys out of cells, each as <see cref="WorkWriter.InBraces(Setting)"/> writes it; and for those that are none the first problem.</summary>
    public static (IReadOnlyList<Journey> Journeys, IReadOnlyList<(int Cell, Problem Problem)> Wrong) OfCells(IReadOnlyList<string> cells)
    {
        var (journeys, wrong) = (new List<Journey>(), new List<(int, Problem)>());
        for (var cell = 0; cell < cells.Count; cell++)
        {
            var problems = new ProblemList();
            // Which languages a launch speaks is asked of its texts, not of each cell.
            var journey = YamlTree.Read(cells[cell], "cell", problems) is YamlMapping map ? new JourneyReader(new LanguageList([], problems), problems).Read(map, $"journeys/{journeys.Count}") : null;
            if (journey is not null && problems.InOrder().Count == 0)
                journeys.Add(journey);
            else
                wrong.Add((cell, problems.InOrder() is [var first, ..] ? first : new Problem("wrong-kind-of-value", Severity.Error, default, null, ["journey", "{ id: apply }"])));
        }
        return (journeys, wrong);
    }

    public Journey Read(YamlMapping map, string path)
    {
        var fields = new Fields(map, Grammar.Journey, problems);
        var id = ids.Read(fields, $"({path})");
        fields.Need("title");
        fields.Need("steps");
        if (fields.IsEmptyList("steps"))
            problems.Error("missing-key", fields.WhereIs("steps"), null, "steps", Grammar.Journey.Example("steps"));
        var (title, address) = (fields.Localized("title", languages), WebAddress.Read(fields, "base"));
        var steps = fields.Maps("steps").Select(item => Step(item.Map)).OfType<JourneyStep>().ToList();
        if (!fields.Has("base") && steps.Exists(step => step.To.StartsWith('/')))
            problems.Error("missing-key", fields.Where, null, "base", Grammar.Journey.Example("base"));
        return new Journey { Id = id, Title = title ?? LocalizedText.Of(id), Base = address, Steps = steps, Path = path };
    }

    private JourneyStep? Step(YamlMapping map)
    {
        var fields = new Fields(map, Grammar.JourneyStep, problems);
        fields.Need("title");
        var title = fields.Localized("title", languages);
        var body = OnlyOne(fields, "steps", Bodies, isNeeded: false);
        var request = OnlyOne(fields, "steps", [.. Requests.Select(request => request.Key)], isNeeded: true);
        var to = request is null ? null : WebAddress.ReadPart(fields, request);
        if (request is not null)
            fields.Need(request);
        var (headers, follows, expect, extracts) = (ExpectationReader.Headers(fields), ExpectationReader.FollowsRedirects(fields), ExpectationReader.Read(fields), Extracts(fields));
        return to is null || title is null ? null : new JourneyStep
        {
            Title = title,
            Method = Requests.First(known => known.Key == request).Verb,
            To = to,
            Headers = headers,
            Form = body == "form" ? fields.Pairs("form") ?? [] : [],
            Json = body == "json" ? fields.Pairs("json") ?? [] : [],
            Body = body == "body" ? fields.Text("body") : null,
            FollowsRedirects = follows,
            Expect = expect,
            Extracts = extracts,
        };
    }

    private List<Extract> Extracts(Fields step)
    {
        var extracts = new List<Extract>();
        foreach (var (name, fields) in step.Named("extract", Grammar.Extract))
        {
            if (!Placeholder.IsName(name))
                problems.Error("bad-value-name", step.KeyOf("extract", name), null, name);
            var secret = fields.Flag("secret") ?? false;
            if (OnlyOne(fields, name, Sources, isNeeded: true) is { } source && Pattern(fields, source) is { } pattern && Placeholder.IsName(name))
                extracts.Add(new Extract(name, Enum.Parse<ExtractFrom>(source, ignoreCase: true), pattern, secret));
        }
        return extracts;
    }

    private string? Pattern(Fields extract, string source)
    {
        extract.Need(source);
        if (extract.Scalar(source) is not { } written)
            return null;
        var text = source == "regex" ? written.Text : written.Text.Trim();
        switch (source)
        {
            case "json" when JsonPath.Parse(text) is null:
                problems.Error("bad-json-path", written.Where, null, text);
                return null;
            case "header" when !ExpectationReader.IsHeader(text):
                problems.Error("bad-header", written.Where, null, text);
                return null;
            case "regex" when Fault(text) is { } fault:
                problems.Error("bad-expression", written.Where, null, text, fault);
                return null;
            default:
                return text;
        }
    }

    private static string? Fault(string expression)
    {
        if (expression.Length > Extract.LongestExpression)
            return $"> {Extract.LongestExpression}";
        try
        {
            _ = new Regex(expression, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return null;
        }
        catch (ArgumentException broken)
        {
            return broken.Message;
        }
    }

    /// <summary>The one of these keys that is there; null for none, and for several, which are reported.</summary>
    private string? OnlyOne(Fields fields, string what, IReadOnlyList<string> keys, bool isNeeded)
    {
        var given = keys.Where(fields.Has).ToList();
        if (given.Count > 1 || (given.Count == 0 && isNeeded))
            problems.Error("only-one", given.Count > 1 ? fields.KeyOf(given[1]) : fields.Where, null, what, string.Join(" / ", keys));
        return given.Count == 1 ? given[0] : null;
    }
}
