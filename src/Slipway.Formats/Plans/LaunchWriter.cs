using Slipway.Formats.Plans.Automation;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;
using static Slipway.Formats.Yaml.YamlScalarText;

namespace Slipway.Formats.Plans;

/// <summary>Writes <c>launch.yaml</c>: a line for each person, team and shift.</summary>
internal static class LaunchWriter
{
    public static string Write(Launch launch)
    {
        var file = new YamlWriter();
        file.Text("id", launch.Id);
        file.Raw("title", Inline(launch.Title));
        file.Raw("owner", Inline(launch.Owner));
        file.Text("zone", launch.Zone.Id);
        file.Raw("t0", launch.T0.ToString());
        file.Raw("window", YamlWriter.Map(
            ("opens", launch.Window.Opens.ToString()),
            ("closes", launch.Window.Closes.ToString()),
            ("contingency", launch.Window.Contingency.ToString())));
        file.Raw("freeze", YamlWriter.List(launch.Freezes.Select(item => item.ToString())));
        file.Raw("bridge", launch.Bridge is null ? null : YamlWriter.Map(("phone", One(launch.Bridge.Phone)), ("url", One(launch.Bridge.Url))));
        file.Raw("languages", YamlWriter.List(launch.Languages));
        WorkWriter.Write(file, launch.LiveEnvironment, launch.RehearsalEnvironment);
        file.Blocks("people", launch.People, person => file.Line(Line(person)));
        file.Blocks("teams", launch.Teams, team => file.Line(Line(team)));
        file.Blocks("shifts", launch.Shifts, shift => file.Line(Line(shift)));
        return file.ToString();
    }

    /// <summary>A text on one line: one for everybody, or one for each language in braces.</summary>
    public static string? Inline(LocalizedText? text) => text switch
    {
        null => null,
        _ when text.ByLanguage.TryGetValue(LocalizedText.AnyLanguage, out var any) => OneLine(any),
        _ => YamlWriter.Map([.. text.ByLanguage.Select(pair => (pair.Key, (string?)OneLine(pair.Value)))]),
    };

    private static string Line(Person person) => YamlWriter.Map(
        ("id", OneLine(person.Id)),
        ("name", OneLine(person.Name)),
        ("roles", YamlWriter.List(person.Roles)),
        ("deputy", One(person.Deputy)),
        ("email", One(person.Email)),
        ("phone", One(person.Phone)),
        ("language", One(person.Language)))!;

    private static string Line(Team team) => YamlWriter.Map(
        ("id", OneLine(team.Id)),
        ("title", Inline(team.Title)),
        ("members", YamlWriter.List(team.Members) ?? "[]"),
        ("hours", YamlWriter.List(team.Hours.Select(item => item.ToString()))),
        ("closed", YamlWriter.List(team.Closed.Select(item => item.ToString()))))!;

    private static string Line(Shift shift) => YamlWriter.Map(
        ("from", shift.From.ToString()),
        ("to", shift.To.ToString()),
        ("manager", One(shift.Manager)),
        ("scribe", One(shift.Scribe)),
        ("on", YamlWriter.List(shift.On)))!;

    private static string? One(string? text) => text is null ? null : OneLine(text);
}
