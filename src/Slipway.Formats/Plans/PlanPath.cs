using System.Globalization;

namespace Slipway.Formats.Plans;

/// <summary>A path of a value, as in <see cref="Planning.Plans.PlanSource"/>, taken apart.</summary>
/// <param name="InLaunch">Whether it is in launch.yaml.</param>
/// <param name="Parts">The keys and numbers inside the file.</param>
internal sealed record PlanPath(bool InLaunch, IReadOnlyList<string> Parts)
{
    public static PlanPath Of(string path)
    {
        var parts = path.Split('/');
        return new PlanPath(parts[0] == "launch", parts[0] is "launch" or "cutover" ? parts[1..] : parts);
    }

    public string Last => Parts[^1];

    public PlanPath Parent => this with { Parts = [.. Parts.SkipLast(1)] };

    /// <summary>The thing that a difference would be about: <c>forward/3</c>, <c>launch/people/2</c>, or <c>launch</c>.</summary>
    public string Subject => this switch
    {
        { InLaunch: true, Parts: ["people" or "teams" or "shifts", var index, ..] } => $"launch/{Parts[0]}/{index}",
        { InLaunch: false, Parts: ["forward" or "rollback", var index, ..] } => $"{Parts[0]}/{index}",
        _ => "launch",
    };

    /// <summary>The key of that thing which the path is in: <c>takes</c>, <c>window</c>.</summary>
    public string Field => Parts[Subject == "launch" ? 0 : 2];

    /// <summary>The keys that stand beside the last one; null for a language of a text and for an item of a list.</summary>
    public Keys? Siblings => (InLaunch, Parts) switch
    {
        (true, [_]) => Grammar.Launch,
        (true, ["window", _]) => Grammar.Window,
        (true, ["bridge", _]) => Grammar.Bridge,
        (true, ["people", _, _]) => Grammar.Person,
        (true, ["teams", _, _]) => Grammar.Team,
        (true, ["shifts", _, _]) => Grammar.Shift,
        (false, [_]) => Grammar.Cutover,
        (false, ["forward" or "rollback", _, _]) => Grammar.Task,
        (false, ["forward" or "rollback", _, "escalate", _]) => Grammar.Escalation,
        (false, ["forward" or "rollback", _, "criteria", _, _]) => Grammar.Criterion,
        (false, ["forward" or "rollback", _, "criteria", _, "met", _]) => Grammar.Met,
        _ => null,
    };

    // What is called "after" in an escalation is a duration.
    public bool IsList => Siblings is { } keys && keys != Grammar.Escalation && Grammar.Lists.Contains(Last);

    public bool IsMap => Siblings is not null && Grammar.Maps.Contains(Last);

    /// <summary>Whether the last part is the language of a text: <c>forward/3/title/fr</c>.</summary>
    public bool IsLanguage => Parts.Count > 1 && Siblings is null && Grammar.Texts.Contains(Parts[^2]) && Parent.Siblings is not null && LanguageList.Usual(Last) is not null;

    public bool IsItem => Parts.Count > 1 && int.TryParse(Last, NumberStyles.None, CultureInfo.InvariantCulture, out _) && Parent.IsList;
}
