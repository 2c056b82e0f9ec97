using NodaTime;
using NodaTime.Text;

namespace Slipway.Platform;

/// <summary>Reads an instant as ISO 8601 writes it, with its offset; seconds may be left out.</summary>
public static class InstantText
{
    private static readonly OffsetDateTimePattern ToTheMinute = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>");

    public static Instant? Parse(string text)
    {
        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(text);
        if (!parsed.Success)
            parsed = ToTheMinute.Parse(text);
        // In the calendar's first and last year an offset may lead out of it.
        return parsed.Success && parsed.Value.Year is > -9998 and < 9999 ? parsed.Value.ToInstant() : null;
    }
}
