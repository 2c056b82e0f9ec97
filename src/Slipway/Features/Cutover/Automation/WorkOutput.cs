using System.Security.Cryptography;
using System.Text;
using Slipway.Platform.Secrets;

namespace Slipway.Features.Cutover.Automation;

/// <summary>
/// What work says at length, line by line, with secrets masked: its beginning and its end, for what lies between is
/// dropped when it gets long. A line such as <c>progress: 40%</c> is how far it is.
/// </summary>
/// <param name="mask">What it keeps out; its own unless given.</param>
public sealed class WorkOutput(SecretMask? mask = null)
{
    private const int MostAtBeginning = 64 * 1024;
    private const int MostAtEnd = 192 * 1024;
    private const int LongestLine = 4 * 1024;

    private readonly Lock one = new();
    private readonly StringBuilder beginning = new();
    private readonly Queue<string> end = new();
    private int lengthOfEnd;
    private long dropped;

    public SecretMask Mask { get; } = mask ?? new SecretMask();

    /// <summary>Hears each line, without secrets.</summary>
    public Action<string>? Hear { get; init; }

    /// <summary>How far it says that it is, 0 to 1; null while it says nothing of that.</summary>
    public double? Progress { get; private set; }

    /// <summary>Grows with every line.</summary>
    public long Lines { get; private set; }

    /// <summary>Adds a line. Control characters other than tabs are shown as what they are.</summary>
    public void Say(string line)
    {
        var text = Readable(Mask.Of(line.Length > LongestLine ? line[..LongestLine] + " …" : line));
        Hear?.Invoke(text);
        lock (one)
        {
            Lines++;
            if (ProgressLine.Read(text) is { } progress)
                Progress = progress;
            if (dropped == 0 && end.Count == 0 && beginning.Length + text.Length < MostAtBeginning)
            {
                beginning.Append(text).Append('\n');
                return;
            }
            end.Enqueue(text);
            lengthOfEnd += text.Length + 1;
            while (lengthOfEnd > MostAtEnd)
            {
                lengthOfEnd -= end.Dequeue().Length + 1;
                dropped++;
            }
        }
    }

    /// <summary>For kinds that know how far they are without being told.</summary>
    public void SayProgress(double progress)
    {
        lock (one)
        {
            Progress = Math.Clamp(progress, 0, 1);
            Lines++;
        }
    }

    /// <summary>All that is kept.</summary>
    public string Text()
    {
        lock (one)
        {
            var text = new StringBuilder(beginning.Length + lengthOfEnd + 40).Append(beginning);
            if (dropped > 0)
                text.Append("… (").Append(dropped).Append(")\n");
            foreach (var line in end)
                text.Append(line).Append('\n');
            return text.ToString();
        }
    }

    /// <summary>The fingerprint of a text that is kept, as the journal names it.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Readable(string line)
    {
        // Half a letter, where something was cut, is none that PostgreSQL takes: the whole run would wait for it.
        if (line.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            line = string.Concat(line.EnumerateRunes());
        var odd = line.AsSpan().ContainsAnyInRange('\0', '\x08') || line.AsSpan().ContainsAnyInRange('\x0a', '\x1f') || line.Contains('\x7f');
        return odd ? string.Concat(line.Select(letter => letter is '\t' or >= ' ' and not '\x7f' ? letter : letter == '\x7f' ? '␡' : (char)('␀' + letter))) : line;
    }
}
