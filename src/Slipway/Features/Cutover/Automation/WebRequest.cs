using Slipway.Planning.Automation;
using Slipway.Platform.Secrets;

namespace Slipway.Features.Cutover.Automation;

/// <summary>A request with everything filled in.</summary>
public sealed record WebRequest(HttpVerb Method, Uri Address)
{
    public const string KeyHeader = "Idempotency-Key";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What is sent; null for nothing.</summary>
    public string? Body { get; init; }

    /// <summary>What kind of text the body is, unless the headers say so.</summary>
    public string BodyIs { get; init; } = "text/plain; charset=utf-8";

    public bool FollowsRedirects { get; init; }

    /// <summary>After so long nobody needs the answer any more; null where a late answer says something too.</summary>
    public TimeSpan? AtMost { get; init; }

    /// <summary>Without user, password and fragment; whoever says it masks secrets.</summary>
    public string Line => $"{Method.Word} {Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped)}";

    /// <summary>An address that can be asked.</summary>
    /// <exception cref="UnfilledSettingException">It is none.</exception>
    public static Uri AddressOf(string written, Uri? behind = null)
    {
        // On Unix a path with a slash would be taken for that of a file.
        var isPart = written.StartsWith('/') && behind is not null;
        if (!(isPart ? Uri.TryCreate(behind, written, out var address) : Uri.TryCreate(written, UriKind.Absolute, out address)) || address.Scheme is not ("http" or "https"))
            throw new UnfilledSettingException($"“{written}” is no address to which a request could go. Begin it with https://");
        return address.UserInfo.Length == 0 ? address : throw new UnfilledSettingException("A user and a password in an address are not sent. Write the header Authorization instead.");
    }

    /// <summary>The plan's headers with the key, unless the plan gives its own.</summary>
    /// <exception cref="UnfilledSettingException">One cannot be sent.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> HeadersOf(IReadOnlyList<KeyValuePair<string, string>> written, string key, Func<string, string> fill)
    {
        var headers = written.Select(header => KeyValuePair.Create(header.Key, fill(header.Value))).ToList();
        if (!headers.Exists(header => header.Key.Equals(KeyHeader, StringComparison.OrdinalIgnoreCase)))
            headers.Add(new(KeyHeader, key));
        return headers.Find(header => header.Value.Any(letter => letter is not '\t' and (< ' ' or > '~'))) is { Key: { } bad }
            ? throw new UnfilledSettingException($"The header {bad} holds a line break or a letter that no header may hold.")
            : headers;
    }
}
