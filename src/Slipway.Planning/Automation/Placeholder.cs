using System.Text.RegularExpressions;

namespace Slipway.Planning.Automation;

/// <summary>
/// What a setting's text leaves open until its work begins: <c>${service}</c>, a value of the environment in which the run
/// acts; <c>${env:NAME}</c> and <c>${file:/path}</c>, secrets of the server. A text that is nothing but <c>env:NAME</c> or
/// <c>file:/path</c> is a secret too.
/// </summary>
public sealed partial record Placeholder(PlaceholderKind Kind, string Name)
{
    /// <summary>The placeholders of a text, in order.</summary>
    public static IEnumerable<Placeholder> In(string text) =>
        Whole(text) is { } whole ? [whole] : Pattern.Matches(text).Select(match => Parse(match.Groups[1].Value));

    /// <summary>A text with its placeholders filled in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">Gives what stands for one.</param>
    public static string Fill(string text, Func<Placeholder, string> value) =>
        Whole(text) is { } whole ? value(whole) : Pattern.Replace(text, match => value(Parse(match.Groups[1].Value)));

    /// <summary>Whether it is a secret, or stands for a value of the environment that holds one.</summary>
    public bool HoldsSecret(IReadOnlyDictionary<string, string> environment) => HoldsSecret(environment, []);

    private bool HoldsSecret(IReadOnlyDictionary<string, string> environment, HashSet<string> seen) => Kind != PlaceholderKind.Value
        || (seen.Add(Name) && environment.TryGetValue(Name, out var value) && In(value).Any(inside => inside.HoldsSecret(environment, seen)));

    /// <summary>Whether a name can be that of an environment's value.</summary>
    public static bool IsName(string name) => NamePattern.IsMatch(name);

    private static Placeholder? Whole(string text) =>
        Parse(text) is { Kind: not PlaceholderKind.Value } secret && !text.Contains("${", StringComparison.Ordinal) ? secret : null;

    private static Placeholder Parse(string inside)
    {
        var text = inside.Trim();
        if (text.StartsWith("env:", StringComparison.Ordinal) && VariablePattern.IsMatch(text[4..]))
            return new(PlaceholderKind.Variable, text[4..]);
        if (text.StartsWith("file:/", StringComparison.Ordinal) && !text.StartsWith("file://", StringComparison.Ordinal))
            return new(PlaceholderKind.File, text[5..]);
        return new(PlaceholderKind.Value, text);
    }

    [GeneratedRegex(@"\$\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern { get; }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex VariablePattern { get; }
}

public enum PlaceholderKind
{
    /// <summary>A value of the environment in which the run acts.</summary>
    Value,

    /// <summary>An environment variable of the server: a secret.</summary>
    Variable,

    /// <summary>What a file of the server holds: a secret.</summary>
    File,
}
