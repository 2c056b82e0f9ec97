using System.Text;
using CsCheck;
using NodaTime;
using Slipway.Platform.Notices;

namespace Slipway.Tests.Platform.Notices;

public sealed class CalendarTextTests
{
    /// <summary>The example of RFC 5545, 3.3.11.</summary>
    [Fact]
    public void Escapes_as_the_standard_does() => Assert.Equal(
        @"Project XYZ Final Review\nConference Room - 3B\nCome Prepared.",
        CalendarText.Escaped("Project XYZ Final Review\nConference Room - 3B\r\nCome Prepared."));

    [Fact]
    public void Escapes_what_would_end_a_value() => Assert.Equal(@"a\;b\,c\\n", CalendarText.Escaped(@"a;b,c\n"));

    [Fact]
    public void Folds_no_line_of_75_octets_and_every_longer_one()
    {
        Assert.Equal(new string('x', 75), CalendarText.Folded(new string('x', 75)));
        Assert.Equal(new string('x', 75) + "\r\n x", CalendarText.Folded(new string('x', 76)));
    }

    [Fact]
    public void Folds_between_letters_at_75_octets_and_unfolds_to_what_it_was() => Gen.String.Where(text => !text.Contains('\r') && !text.Contains('\n') && !text.EnumerateRunes().Contains(Rune.ReplacementChar)).Sample(text =>
    {
        var folded = CalendarText.Folded(text);
        Assert.All(folded.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75));
        Assert.Equal(text, folded.Replace("\r\n ", "", StringComparison.Ordinal));
    });

    [Fact]
    public void Writes_an_event_in_UTC()
    {
        var from = Instant.FromUtc(2027, 2, 5, 23, 0);
        var text = CalendarText.Write("Launch", from, [new("task-load@usct", "Load, then count", from, from + Duration.FromMinutes(15), null, new Uri("https://slipway.example.org/t"))]);
        Assert.Equal(
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Slipway//Slipway//EN
            METHOD:PUBLISH
            X-WR-CALNAME:Launch
            REFRESH-INTERVAL;VALUE=DURATION:PT15M
            BEGIN:VEVENT
            UID:task-load@usct
            DTSTAMP:20270205T230000Z
            DTSTART:20270205T230000Z
            DTEND:20270205T231500Z
            SUMMARY:Load\, then count
            URL:https://slipway.example.org/t
            END:VEVENT
            END:VCALENDAR

            """.ReplaceLineEndings("\r\n"),
            text);
    }
}
