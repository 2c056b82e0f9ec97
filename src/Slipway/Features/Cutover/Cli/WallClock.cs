using System.Globalization;
using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Features.Cutover.Cli;

/// <summary>Times of a launch as a terminal shows them.</summary>
internal static class WallClock
{
    /// <summary>On the wall clock of the launch's zone.</summary>
    public static string Of(LaunchClock clock, Instant at) => clock.Local(at).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A length to the minute, in at most two units.</summary>
    public static string Length(Duration length)
    {
        var minutes = (long)Math.Round(Math.Abs(length.TotalMinutes));
        var (days, hours, left) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        var text = days > 0 ? hours > 0 ? $"{days}d{hours}h" : $"{days}d" : hours > 0 ? left > 0 ? $"{hours}h{left:00}" : $"{hours}h" : $"{left}m";
        return length < Duration.Zero && minutes > 0 ? "-" + text : text;
    }
}
