using NodaTime;
using Slipway.Formats.Plans.Automation;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Reads <c>launch.yaml</c>.</summary>
internal static class LaunchReader
{
    /// <summary>The launch, its clock, its languages, and whether zone, T-0 and window are known.</summary>
    public static (Launch Launch, PlanClock Clock, LanguageList Languages, bool HasClock) Read(YamlMapping root, ProblemList problems)
    {
        var fields = new Fields(root, Grammar.Launch, problems);
        foreach (var key in new[] { "title", "zone", "t0", "window" })
            fields.Need(key);
        var id = new IdList().Read(fields, "launch");
        var tags = Languages(fields);
        var languages = new LanguageList(tags, problems);
        var title = fields.Localized("title", languages);

        var zone = ZoneReader.Read(fields);
        var t0 = T0(fields, new PlanClock(zone, null, null, problems));
        var window = Window(fields, new PlanClock(zone, t0, null, problems));
        var clock = new PlanClock(zone, t0, window, problems);
        var people = PeopleReader.People(fields, languages);
        var launch = new Launch
        {
            Id = id,
            Title = title ?? LocalizedText.Of(id),
            Owner = fields.Localized("owner", languages),
            Zone = zone ?? DateTimeZone.Utc,
            T0 = t0 ?? new PlanTime.WallClock(new LocalDateTime(2100, 1, 1, 0, 0)),
            Window = window ?? new CutoverWindow(new PlanTime.FromT0(PlanDuration.Zero), new PlanTime.FromT0(PlanDuration.FromMinutes(240)), PlanDuration.Zero),
            Freezes = clock.Periods(fields, "freeze"),
            Bridge = Bridge(fields),
            Languages = tags.Count > 0 ? tags : [.. (title?.ByLanguage.Keys ?? []).Where(tag => tag.Length > 0).DefaultIfEmpty("en")],
            LiveEnvironment = EnvironmentReader.Read(fields, "live"),
            RehearsalEnvironment = EnvironmentReader.Read(fields, "rehearsal"),
            People = people,
            Teams = PeopleReader.Teams(fields, languages, clock),
            Shifts = PeopleReader.Shifts(fields, clock),
        };
        return (launch, clock, languages, zone is not null && t0 is not null && window is not null);
    }

    private static List<string> Languages(Fields fields)
    {
        var tags = new List<string>();
        foreach (var scalar in fields.List("languages"))
        {
            if (tags.Count == LanguageList.Most)
            {
                fields.Problems.Error("too-many-languages", scalar.Where, null, $"{LanguageList.Most}");
                break;
            }
            if (LanguageList.Usual(scalar.Text) is not { } tag)
                fields.Problems.Error("unknown-language", scalar.Where, null, scalar.Text, "en", "en, fr, ar, es, pt-BR");
            else if (tags.Contains(tag))
                fields.Problems.Error("listed-twice", scalar.Where, null, tag);
            else
                tags.Add(tag);
        }
        return tags;
    }

    private static PlanTime.WallClock? T0(Fields fields, PlanClock clock)
    {
        if (fields.Scalar("t0") is not { } scalar)
            return null;
        var parsed = TimeParser.WallClock(scalar.Text);
        if (parsed.Ok)
            return (PlanTime.WallClock)clock.Checked(parsed.Value, scalar, null);
        PlanClock.BadTime(fields.Problems, scalar, null, parsed.Correction ?? "2027-02-06T02:00");
        return null;
    }

    private static CutoverWindow? Window(Fields fields, PlanClock clock)
    {
        if (fields.Map("window", Grammar.Window) is not { } window)
            return null;
        window.Need("opens");
        window.Need("closes");
        if (!window.Has("contingency"))
            window.Problems.Warning("no-contingency", window.Where, null, "contingency: 20m");
        var (opens, closes) = (clock.Time(window, "opens"), clock.Time(window, "closes"));
        var contingency = window.Duration("contingency") ?? PlanDuration.Zero;
        return opens is not null && closes is not null && clock.IsForward(opens, closes, window.WhereIs("closes"), null)
            ? new CutoverWindow(opens, closes, contingency)
            : null;
    }

    private static Bridge? Bridge(Fields fields)
    {
        if (fields.Map("bridge", Grammar.Bridge) is not { } bridge)
            return null;
        var url = bridge.Word("url");
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
        {
            bridge.Problems.Error("bad-url", bridge.WhereIs("url"), null, url, "https://meet.example.org/usct");
            url = null;
        }
        var phone = bridge.Text("phone");
        return phone is null && url is null ? null : new Bridge(phone, url);
    }
}
