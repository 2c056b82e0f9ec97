using System.Text.Json;
using System.Text.RegularExpressions;

namespace Slipway.Platform.Web;

/// <summary>Says which field of a request’s body cannot be read. The framework knows, and says it in words about its own types.</summary>
internal static partial class UnreadableRequest
{
    public static string? Explain(Exception? refused) =>
        refused is BadHttpRequestException { InnerException: JsonException json } ? Explain(json) : null;

    private static string? Explain(JsonException json)
    {
        if (Missing().Match(json.Message) is { Success: true } missing)
            return $"Missing: {missing.Groups["names"].Value.Replace("'", "", StringComparison.Ordinal)}.";
        if (Unknown().Match(json.Message) is { Success: true } unknown)
            return $"There is no field {unknown.Groups["name"].Value} here.";
        if (Doubled().Match(json.Message) is { Success: true } doubled)
            return $"The field {doubled.Groups["name"].Value} is there twice.";
        // The reader that tells characters apart is below the one that knows fields.
        if (json.InnerException is JsonException)
            return FormattableString.Invariant($"This is not JSON from line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1} on.");
        return json.Path is { Length: > 2 } path ? $"The field {path[2..]} is not of its type." : null;
    }

    [GeneratedRegex(@"missing required properties including: (?<names>.+?)\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();

    [GeneratedRegex("property '(?<name>[^']*)' could not be mapped", RegexOptions.CultureInvariant)]
    private static partial Regex Unknown();

    [GeneratedRegex("[Dd]uplicate property '(?<name>[^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex Doubled();
}
