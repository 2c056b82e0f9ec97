using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Slipway.Platform.Secrets;

/// <summary>Takes secrets out of everything that is said, also in the forms in which programs write them: in an address, in JSON, in base64, line by line.</summary>
public sealed class SecretMask
{
    public const string Mask = "•••";

    /// <summary>Shorter ones would mask half of every text; no check can know them before they are read, so that whoever reads one refuses it.</summary>
    public const int Shortest = 4;

    private readonly SortedSet<string> forms = new(Comparer<string>.Create((one, other) => one.Length != other.Length ? other.Length.CompareTo(one.Length) : string.CompareOrdinal(one, other)));

    /// <summary>Masks this from now on.</summary>
    public void Add(string secret)
    {
        lock (forms)
        {
            foreach (var line in secret.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Append(secret).Where(line => line.Length >= Shortest))
            {
                forms.Add(line);
                forms.Add(Uri.EscapeDataString(line));
                forms.Add(JsonEncodedText.Encode(line).Value);
                forms.Add(JsonEncodedText.Encode(line, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value);
                // Of a longer text in base64 only the middle is the same wherever the secret begins in it.
                foreach (var base64 in InBase64(line).Where(form => form.Length >= 8))
                    forms.Add(base64);
            }
        }
    }

    public string Of(string text)
    {
        lock (forms)
        {
            foreach (var form in forms)
                text = text.Replace(form, Mask, StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>The parts of a secret's base64 that are the same whatever stands before and behind it, for each of three places where it can begin.</summary>
    private static IEnumerable<string> InBase64(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return Convert.ToBase64String(bytes);
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
            var first = before == 0 ? 0 : before + 1;
            var last = (bytes.Length + before) % 3 == 0 ? text.Length : text.Length - 1;
            if (last > first)
                yield return text[first..last];
        }
    }
}
