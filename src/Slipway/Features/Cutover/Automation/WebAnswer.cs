using System.Net;
using System.Text;

namespace Slipway.Features.Cutover.Automation;

/// <summary>What came of a request.</summary>
public abstract record WebEnd
{
    private WebEnd() { }

    public sealed record Answered(WebAnswer Answer) : WebEnd;

    /// <summary>It never left: nothing can have come of it.</summary>
    public sealed record NotSent(string Why) : WebEnd;

    /// <summary>It left, and nobody knows what came of it.</summary>
    public sealed record NoAnswer(string Why) : WebEnd;
}

/// <summary>An answer, with as much of its body as is kept.</summary>
/// <param name="Status">Its code.</param>
/// <param name="Headers">Its headers; several of one name in one text.</param>
/// <param name="Body">Its body.</param>
/// <param name="IsWhole">Whether that is all of it.</param>
/// <param name="Took">How long it took until its end.</param>
/// <param name="From">The address that gave it.</param>
public sealed record WebAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body, bool IsWhole, TimeSpan Took, Uri From)
{
    private string? text;

    public int Code => (int)Status;

    public long Milliseconds => (long)Took.TotalMilliseconds;

    /// <summary>The body as a text, in the letters that its header names.</summary>
    public string Text() => text ??= Letters().GetString(Body);

    private Encoding Letters()
    {
        try
        {
            return Headers.TryGetValue("Content-Type", out var written) && System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(written, out var type) && type.CharSet is { Length: > 0 } name
                ? Encoding.GetEncoding(name.Trim('"'))
                : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
