using System.Text.Json;
using Slipway.Planning.Automation;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Compares an answer with what the plan expects of it.</summary>
internal static class Expectations
{
    private const int LongestExcerpt = 120;

    /// <summary>What is not as expected, with what came instead; empty when all is.</summary>
    /// <param name="expect">With its placeholders filled in.</param>
    /// <param name="answer">The answer.</param>
    public static IReadOnlyList<string> Unmet(HttpExpectation expect, WebAnswer answer) =>
        [.. Status(expect, answer), .. Json(expect, answer), .. Headers(expect, answer), .. Body(expect, answer), .. Within(expect, answer)];

    private static IEnumerable<string> Status(HttpExpectation expect, WebAnswer answer)
    {
        if (expect.Status.Count == 0 ? answer.Code is < 200 or > 299 : !expect.Status.Contains(answer.Code))
            yield return $"expected {(expect.Status.Count == 0 ? "200 to 299" : string.Join(" or ", expect.Status))}";
    }

    private static IReadOnlyList<string> Json(HttpExpectation expect, WebAnswer answer)
    {
        if (expect.Json.Count == 0)
            return [];
        using var document = JsonOf(answer);
        if (document is null)
            return [answer.IsWhole ? $"expected JSON, and the body begins {Excerpt(answer.Text())}" : $"the body has more than {WebCalls.MostBytes / 1024} kB"];
        return [.. from place in expect.Json
                   let value = place.Value
                   let found = JsonPath.Parse(place.Key)?.Find(document.RootElement)
                   where found != value
                   select found is null ? $"expected {place.Key} to be {Excerpt(value)}, and it is not there" : $"expected {place.Key} to be {Excerpt(value)}, and it is {Excerpt(found)}"];
    }

    private static IEnumerable<string> Headers(HttpExpectation expect, WebAnswer answer) =>
        from header in expect.Headers
        let value = header.Value
        let found = answer.Headers.GetValueOrDefault(header.Key)
        where found?.Trim() != value.Trim()
        select found is null ? $"expected the header {header.Key} to be {Excerpt(value)}, and it is not there" : $"expected the header {header.Key} to be {Excerpt(value)}, and it is {Excerpt(found)}";

    private static IEnumerable<string> Body(HttpExpectation expect, WebAnswer answer)
    {
        if (expect.Body is { } text && !answer.Text().Contains(text, StringComparison.Ordinal))
            yield return $"expected {Excerpt(text)} in the body, which begins {Excerpt(answer.Text())}";
    }

    private static IEnumerable<string> Within(HttpExpectation expect, WebAnswer answer)
    {
        if (expect.Within is { } within && answer.Took > within.Nominal.ToTimeSpan())
            yield return $"expected it within {within}, and it took {answer.Milliseconds} ms";
    }

    /// <summary>Null where the body is no JSON, or not all of it is known.</summary>
    public static JsonDocument? JsonOf(WebAnswer answer)
    {
        try
        {
            return answer.IsWhole ? JsonDocument.Parse(answer.Text()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The beginning of a text on one line.</summary>
    private static string Excerpt(string text)
    {
        var line = string.Concat(text.Take(LongestExcerpt).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length > LongestExcerpt ? $"“{line}…”" : $"“{line}”";
    }
}
