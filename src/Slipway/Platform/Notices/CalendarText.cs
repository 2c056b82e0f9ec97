using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Slipway.Platform.Notices;

/// <summary>Something in a calendar.</summary>
/// <param name="Id">The same whenever the calendar is fetched again.</param>
public sealed record CalendarEntry(string Id, string Summary, Instant From, Instant To, string? Description, Uri? Link);

/// <summary>Writes calendars as RFC 5545 says: lines end with CRLF and are folded at 75 octets, texts are escaped, times are in UTC.</summary>
public static class CalendarText
{
    private const int LongestLine = 75;

    private static readonly InstantPattern Time = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <param name="name">What calendar programs call it.</param>
    /// <param name="stamp">When what is in it was last changed.</param>
    /// <param name="entries">What is in it.</param>
    public static string Write(string name, Instant stamp, IEnumerable<CalendarEntry> entries)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Slipway//Slipway//EN");
        Line(text, "METHOD:PUBLISH");
        Line(text, $"X-WR-CALNAME:{Escaped(name)}");
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT15M");
        foreach (var entry in entries)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, $"UID:{Escaped(entry.Id)}");
            Line(text, $"DTSTAMP:{Time.Format(stamp)}");
            Line(text, $"DTSTART:{Time.Format(entry.From)}");
            Line(text, $"DTEND:{Time.Format(entry.To)}");
            Line(text, $"SUMMARY:{Escaped(entry.Summary)}");
            if (entry.Description is { Length: > 0 } description)
                Line(text, $"DESCRIPTION:{Escaped(description)}");
            if (entry.Link is { } link)
                Line(text, $"URL:{link.AbsoluteUri}");
            Line(text, "END:VEVENT");
        }
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>A text value: backslash, semicolon, comma and line break are written with a backslash (3.3.11).</summary>
    public static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\n", StringComparison.Ordinal);

    /// <summary>One content line, folded between letters: what goes on begins with a space, which counts (3.1).</summary>
    public static string Folded(string line)
    {
        var folded = new StringBuilder(line.Length + 8);
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                folded.Append("\r\n ");
                octets = 1;
            }
            folded.Append(rune);
            octets += rune.Utf8SequenceLength;
        }
        return folded.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append(Folded(line)).Append("\r\n");
}
