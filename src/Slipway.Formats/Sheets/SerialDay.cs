using NodaTime;

namespace Slipway.Formats.Sheets;

/// <summary>The days that spreadsheets count since the end of 1899 (or since 1904), with the time of day as a fraction.</summary>
public static class SerialDay
{
    /// <summary>How many days the 1904 system, of old Macintosh files, lies behind the 1900 system.</summary>
    public const double Behind1904 = 1462;

    /// <summary>1 January 10000, the first day that a sheet cannot hold.</summary>
    private const double End = 2958466;

    private static readonly LocalDateTime Epoch = new(1899, 12, 30, 0, 0);

    /// <summary>The wall clock of a serial day, to the nearest second; null outside of the years 1900 to 9999.</summary>
    /// <remarks>The sheets' 29 February 1900, which never was, is read as 28 February.</remarks>
    public static LocalDateTime? ToLocal(double serial)
    {
        if (!(serial >= 1 && serial < End))
            return null;
        var seconds = (long)Math.Round(serial * 86400);
        var local = Epoch.PlusSeconds(seconds);
        if (serial < 60)
            local = local.PlusDays(1);
        return local.Year <= 9999 ? local : null;
    }

    /// <summary>The serial day of a wall clock; null where a sheet has none for it (before March 1900, after 9999).</summary>
    public static double? FromLocal(LocalDateTime local)
    {
        if (local.Year is < 1900 or > 9999 || local < new LocalDateTime(1900, 3, 1, 0, 0))
            return null;
        var day = Period.DaysBetween(Epoch.Date, local.Date);
        return day + local.TimeOfDay.TickOfDay / (double)NodaConstants.TicksPerDay;
    }
}
