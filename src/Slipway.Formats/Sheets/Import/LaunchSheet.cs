using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Formats.Plans.Automation;
using Slipway.Planning.Automation;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>The facts of a launch as an export writes them: names in the first column, then the teams, the shifts, and the findings that somebody lives with.</summary>
internal sealed class LaunchSheet
{
    public const string Mark = "Slipway launch";
    public const string Live = "live environment";
    public const string Rehearsal = "rehearsal environment";

    private readonly Dictionary<string, List<(string Text, CellPlace Place)>> facts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(GridRow Row, GridRow Header)> teams = [];
    private readonly List<(GridRow Row, GridRow Header)> shifts = [];
    private readonly List<(GridRow Row, GridRow Header)> accepted = [];
    private readonly Grid grid;
    private readonly Findings findings;

    private LaunchSheet(Grid grid, Findings findings)
    {
        this.grid = grid;
        this.findings = findings;
        List<(GridRow, GridRow)>? table = null;
        GridRow? header = null;
        foreach (var row in grid.Rows.Skip(1))
        {
            var name = row[1].Shown.Trim();
            if (name is "Team" or "Shift from" or "Accepted")
                (table, header) = (name switch { "Team" => teams, "Accepted" => accepted, _ => shifts }, row);
            else if (table is not null && header is not null && name.Length > 0)
                table.Add((row, header));
            else if (name.Length > 0 && !string.IsNullOrWhiteSpace(row[2].Shown))
                (facts.TryGetValue(name, out var values) ? values : facts[name] = []).Add((Stated(row[2]), new CellPlace(row.Number, 2)));
        }
    }

    public static bool Is(Grid grid) => grid[1, 1].Shown.Trim() == Mark;

    /// <summary>The launch without its people; null when the sheet lacks what a launch needs.</summary>
    public static Launch? Read(Grid grid, PeopleBook people, Findings findings)
    {
        var sheet = new LaunchSheet(grid, findings);
        var id = sheet.Text("id")?.Trim();
        var zone = sheet.Fact("zone", "Africa/Djibouti", DateTimeZoneProviders.Tzdb.GetZoneOrNull);
        var t0 = sheet.Parsed("t0", "2027-02-06T02:00", TimeParser.WallClock);
        var opens = sheet.Parsed("window opens", "T-30m", text => TimeParser.Time(text));
        var closes = sheet.Parsed("window closes", "T+4h", text => TimeParser.Time(text));
        var contingency = sheet.Parsed("contingency", "20m", TimeParser.Duration);
        if (id is null || zone is null || t0 is null || opens is null || closes is null)
            return null;
        var (phone, url) = (sheet.Text("bridge phone"), sheet.Text("bridge url")?.Trim());
        return new Launch
        {
            Id = id,
            Title = sheet.Localized("title") ?? LocalizedText.Of(id),
            Owner = sheet.Localized("owner"),
            Zone = zone,
            T0 = t0,
            Window = new CutoverWindow(opens, closes, contingency),
            Freezes = sheet.All("freeze").SelectMany(fact => sheet.Periods(fact.Text, fact.Place)).ToList(),
            Bridge = phone is null && url is null ? null : new Bridge(phone, url),
            LiveEnvironment = sheet.Environment(Live),
            RehearsalEnvironment = sheet.Environment(Rehearsal),
            Languages = sheet.Languages().ToList() is { Count: > 0 } languages ? languages : ["en"],
            Teams = sheet.teams.Select(team => sheet.ReadTeam(team.Row, team.Header, people)).ToList(),
            Shifts = sheet.shifts.Select(shift => sheet.ReadShift(shift.Row, shift.Header, people)).OfType<Shift>().ToList(),
        };
    }

    public static IReadOnlyList<string> Workstreams(Grid grid, Findings findings) =>
        [.. new LaunchSheet(grid, findings).All("workstream").Select(fact => fact.Text.Trim())];

    public static IReadOnlyList<Journey> Journeys(Grid grid, Findings findings)
    {
        var cells = new LaunchSheet(grid, findings).All("journey");
        var (journeys, wrong) = JourneyReader.OfCells([.. cells.Select(cell => cell.Text)]);
        foreach (var (number, problem) in wrong)
            findings.Add(SheetRules.LaunchFact, grid, cells[number].Place, ProblemText.Message(problem), "journey", "{ id: apply, title: A citizen applies, steps: [{ title: Open the form, get: https://usct.example.org/apply }] }");
        return journeys;
    }

    public static IEnumerable<AcceptedFinding> Accepted(Grid grid, Findings findings) =>
        from line in new LaunchSheet(grid, findings).accepted
        let why = In(line.Row, line.Header, "Why").Text
        where why.Length > 0
        select new AcceptedFinding(line.Row[1].Shown.Trim(), In(line.Row, line.Header, "Task").Text is { Length: > 0 } task ? task : null, why);

    private List<(string Text, CellPlace Place)> All(string name) => facts.TryGetValue(name, out var values) ? values : [];

    private string? Text(string name) => All(name) is [var first, ..] ? first.Text : null;

    private T? Fact<T>(string name, string example, Func<string, T?> read)
    {
        var (text, place) = All(name) is [var first, ..] ? first : ("", new CellPlace(1, 1));
        var value = read(text.Trim());
        if (value is null)
            findings.Add(SheetRules.LaunchFact, grid, place, text, name, example);
        return value;
    }

    private T? Parsed<T>(string name, string example, Func<string, Parsed<T>> read) =>
        Fact(name, example, text => read(text) is { Ok: true } parsed ? (object?)parsed.Value : null) is T value ? value : default;

    private LocalizedText? Localized(string name)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (key, values) in facts)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                texts.TryAdd(LocalizedText.AnyLanguage, values[0].Text);
            else if (key.StartsWith(name + " (", StringComparison.OrdinalIgnoreCase) && key.EndsWith(')'))
                AddTo(texts, key[(name.Length + 2)..^1], values[0]);
        }
        return texts.Count == 0 ? null : LocalizedText.Of(texts);

        void AddTo(Dictionary<string, string> byLanguage, string tag, (string Text, CellPlace Place) value)
        {
            if (LanguageList.Usual(tag) is { } language)
                byLanguage.TryAdd(language, value.Text);
            else
                findings.Add(SheetRules.LaunchFact, grid, value.Place with { Column = 1 }, tag, name, $"{name} (fr)");
        }
    }

    private IReadOnlyDictionary<string, string>? Environment(string name)
    {
        if (All(name) is not [var (text, place), ..])
            return null;
        var (values, problem) = EnvironmentReader.OfCell(text);
        if (problem is not null)
            findings.Add(SheetRules.LaunchFact, grid, place, text, name, "{ service: https://usct.example.org }");
        return values;
    }

    private IEnumerable<string> Languages()
    {
        foreach (var (text, place) in All("language"))
        {
            if (LanguageList.Usual(text) is { } tag)
                yield return tag;
            else
                findings.Add(SheetRules.LaunchFact, grid, place, text, "language", "en, fr, ar, es, pt-BR");
        }
    }

    private IEnumerable<TimeSpanInPlan> Periods(string text, CellPlace place)
    {
        foreach (var part in Parts(text))
        {
            var period = TimeParser.Period(part);
            if (period.Ok)
                yield return period.Value;
            else
                findings.Add(SheetRules.LaunchFact, grid, place, part, "freeze / Closed", period.Correction ?? "T-5d/T+2d");
        }
    }

    private Team ReadTeam(GridRow row, GridRow header, PeopleBook people)
    {
        var titles = new Dictionary<string, string>();
        foreach (var (column, name) in header.Cells)
        {
            if (HeaderMatch.Of(name.Shown) is { Word: "title" } match && !string.IsNullOrWhiteSpace(row[column].Shown))
                titles.TryAdd(match.Language, row[column].Shown);
        }
        var hours = new List<WeeklyHours>();
        var (hoursText, hoursPlace) = In(row, header, "Hours");
        foreach (var part in Parts(hoursText))
        {
            var parsed = TimeParser.Hours(part);
            if (parsed.Ok)
                hours.AddRange(parsed.Value);
            else
                findings.Add(SheetRules.LaunchFact, grid, hoursPlace, part, "Hours", parsed.Correction ?? "Mon-Thu,Sun 08:00-16:00");
        }
        var (closed, closedPlace) = In(row, header, "Closed");
        return new Team(row[1].Shown.Trim(), titles.Count == 0 ? null : LocalizedText.Of(titles), people.All(In(row, header, "Members").Text), hours, [.. Periods(closed, closedPlace)]);
    }

    private Shift? ReadShift(GridRow row, GridRow header, PeopleBook people)
    {
        var (to, toPlace) = In(row, header, "To");
        if (Time(Stated(row[1]), new CellPlace(row.Number, 1)) is not { } from || Time(to, toPlace) is not { } until)
            return null;
        var (manager, scribe, on) = (In(row, header, "Manager").Text, In(row, header, "Scribe").Text, In(row, header, "On").Text);
        return new Shift(from, until, manager.Length == 0 ? null : people.One(manager), scribe.Length == 0 ? null : people.One(scribe), people.All(on));
    }

    private PlanTime? Time(string text, CellPlace place)
    {
        var time = TimeParser.Time(text);
        if (!time.Ok)
            findings.Add(SheetRules.LaunchFact, grid, place, text, "Shift from / To", time.Correction ?? "T-30m");
        return time.Ok ? time.Value : null;
    }

    private static (string Text, CellPlace Place) In(GridRow row, GridRow header, string name)
    {
        var column = header.Cells.FirstOrDefault(cell => cell.Cell.Shown.Trim() == name).Column;
        return column == 0 ? ("", new CellPlace(row.Number, 1)) : (Stated(row[column]).Trim(), new CellPlace(row.Number, column));
    }

    /// <summary>A date with its time, at midnight too.</summary>
    private static string Stated(Cell cell) => cell.Date is { } date ? new PlanTime.WallClock(date).ToString() : cell.Shown;

    private static string[] Parts(string text) => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
