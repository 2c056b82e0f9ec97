using System.Text;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Writes Arabic, Cyrillic and Greek letters in Latin ones, for ids only: the names themselves are kept.</summary>
/// <remarks>Arabic leaves short vowels out, so the ids have none either: it is enough that they can be told apart and said.</remarks>
internal static class Transliteration
{
    private static readonly Dictionary<char, string> Letters = Table(
        "ا a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q ك k ل l م m ن n ه h و w ي y ء - پ p چ ch ژ zh گ g "
        + "а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya і i ї yi є ye ґ g "
        + "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o");

    public static string ToLatin(string text)
    {
        var latin = new StringBuilder(text.Length);
        foreach (var letter in Folding.Fold(text))
            latin.Append(Letters.TryGetValue(letter, out var letters) ? letters : letter);
        return latin.ToString();
    }

    private static Dictionary<char, string> Table(string pairs)
    {
        var parts = pairs.Split(' ');
        var table = new Dictionary<char, string>();
        for (var i = 0; i + 1 < parts.Length; i += 2)
            table[parts[i][0]] = parts[i + 1] == "-" ? "" : parts[i + 1];
        return table;
    }
}
