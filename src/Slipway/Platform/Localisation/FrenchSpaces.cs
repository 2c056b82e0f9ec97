using System.Text.RegularExpressions;

namespace Slipway.Platform.Localisation;

/// <summary>
/// French puts a space before « : ; ? ! % » and inside guillemets, at which no line may end: a narrow screen would begin a
/// line with a question mark. Nobody sees or types that space, so the texts are written with plain ones.
/// </summary>
internal static partial class FrenchSpaces
{
    public static string Bind(string text) => Loose().Replace(text, "\u00A0");

    [GeneratedRegex("(?<=\\S) (?=[:;?!%»](?:\\W|$))|(?<=«) ")]
    private static partial Regex Loose();
}
