using Slipway.Planning.Automation;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads requests' parts: what an answer has to be like, headers, where it may lead.</summary>
internal static class ExpectationReader
{
    private const int FirstStatus = 100;
    private const int LastStatus = 599;

    /// <summary>Headers that belong to the connection, not to the request.</summary>
    private static readonly string[] OfTheConnection = ["Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "Expect", "Proxy-Connection"];

    public static HttpExpectation Read(Fields fields)
    {
        if (fields.Map("expect", Grammar.Expectation) is not { } expect)
            return HttpExpectation.Success;
        return new HttpExpectation
        {
            Status = Status(expect),
            Json = Json(expect),
            Headers = Headers(expect),
            Body = expect.Text("body"),
            Within = expect.Length("within", "2s"),
        };
    }

    public static IReadOnlyList<KeyValuePair<string, string>> Headers(Fields fields)
    {
        var headers = fields.Pairs("headers") ?? [];
        foreach (var (name, _) in headers.Where(header => !IsHeader(header.Key)))
            fields.Problems.Error("bad-header", fields.KeyOf("headers", name), fields.Task, name);
        return [.. headers.Where(header => IsHeader(header.Key))];
    }

    public static bool FollowsRedirects(Fields fields) => fields.Choice("redirects", "unknown-redirects", Words.Redirects) ?? false;

    /// <summary>A token of RFC 9110.</summary>
    public static bool IsHeader(string name) =>
        name.Length is > 0 and <= 100 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal)) && !OfTheConnection.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<int> Status(Fields expect)
    {
        var codes = new List<int>();
        foreach (var written in expect.List("status"))
        {
            if (WholeNumber.ReadFrom(written.Text, FirstStatus) is { } code and <= LastStatus)
                codes.Add(code);
            else
                expect.Problems.Error("bad-number", written.Where, expect.Task, "status", written.Text, $"{FirstStatus} – {LastStatus}");
        }
        return [.. codes.Distinct()];
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Json(Fields expect)
    {
        var places = expect.Pairs("json") ?? [];
        foreach (var (place, _) in places.Where(place => JsonPath.Parse(place.Key) is null))
            expect.Problems.Error("bad-json-path", expect.KeyOf("json", place), expect.Task, place);
        return [.. places.Where(place => JsonPath.Parse(place.Key) is not null)];
    }
}
