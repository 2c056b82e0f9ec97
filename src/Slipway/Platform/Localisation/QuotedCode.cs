using System.Text.RegularExpressions;

namespace Slipway.Platform.Localisation;

/// <summary>
/// What an Arabic text quotes with straight quotes is code, <c>"purpose: [reconciles]"</c>, and reads from left to right:
/// without an isolate around it the closing bracket and quote would stand on the other side.
/// </summary>
internal static partial class QuotedCode
{
    public static string Isolate(string text) => Quoted().Replace(text, "\u2066$0\u2069");

    [GeneratedRegex("\"[^\"]+\"")]
    private static partial Regex Quoted();
}
