namespace Slipway.Planning.Automation;

/// <summary>Makes one request and looks at its answer.</summary>
public sealed record HttpSettings : WorkSettings
{
    public override WorkKind Kind => WorkKind.Http;

    public required string Url { get; init; }

    public HttpVerb Method { get; init; } = HttpVerb.Get;

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What is sent; null for nothing.</summary>
    public string? Body { get; init; }

    /// <summary>Whether an answer that names another address is followed there.</summary>
    public bool FollowsRedirects { get; init; }

    public HttpExpectation Expect { get; init; } = HttpExpectation.Success;

    public override Setting.Map Tell(bool whole) => Setting.Map.Of(
        ("url", Setting.Of(Url)),
        ("method", !whole && Method == HttpVerb.Get ? null : Setting.Of(Method.Word)),
        ("headers", Setting.Of(Headers)),
        ("body", Setting.Of(Body)),
        ("redirects", FollowsRedirects ? Setting.Of("follow") : whole ? Setting.Of("stop") : null),
        ("expect", Expect.Tell(whole)));
}

/// <summary>What a request asks for.</summary>
public enum HttpVerb
{
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
}

public static class HttpVerbs
{
    extension(HttpVerb verb)
    {
        /// <summary>As the protocol writes it.</summary>
        public string Word => verb.ToString().ToUpperInvariant();

        /// <summary>Whether it only asks: sent twice, or sent without an answer, it has done nothing.</summary>
        public bool OnlyAsks => verb is HttpVerb.Get or HttpVerb.Head;
    }
}
