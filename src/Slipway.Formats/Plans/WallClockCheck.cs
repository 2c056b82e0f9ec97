using NodaTime;
using NodaTime.Text;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Whether a wall clock exists in its zone: not at all on a spring night, twice on an autumn night.</summary>
internal static class WallClockCheck
{
    /// <summary>
    /// The wall clock as it is understood. An offset stays only where it chooses between two equal wall clocks; one
    /// that is not the zone's at that time is an error, for a wall clock is no offset in disguise.
    /// </summary>
    public static PlanTime.WallClock Check(PlanTime.WallClock wall, DateTimeZone zone, YamlScalar scalar, string? task, ProblemList problems)
    {
        var plain = wall with { Offset = null };
        var mapping = zone.MapLocal(wall.Local);
        if (mapping.Count == 0)
        {
            var after = new PlanTime.WallClock(wall.Local.InZoneLeniently(zone).LocalDateTime);
            problems.Error("skipped-hour", scalar.Where, task, plain.ToString(), zone.Id, after.ToString());
            return plain;
        }
        var (first, last) = (mapping.First().Offset, mapping.Last().Offset);
        if (wall.Offset is { } offset)
        {
            if (offset == first || offset == last)
                return mapping.Count == 2 ? wall : plain;
            var meant = wall.Local.WithOffset(offset).InZone(zone).LocalDateTime;
            problems.Error("wrong-offset", scalar.Where, task, scalar.Text, zone.Id, Written(first), $"{plain} / {new PlanTime.WallClock(meant)}");
            return plain;
        }
        if (mapping.Count == 2)
        {
            problems.Warning("doubled-hour", scalar.Where, task, plain.ToString(), zone.Id,
                (wall with { Offset = first }).ToString(), (wall with { Offset = last }).ToString());
        }
        return plain;
    }

    private static string Written(Offset offset) => OffsetPattern.CreateWithInvariantCulture("+HH:mm").Format(offset);
}
