using NodaTime;

namespace Slipway.Planning.Plans;

/// <summary>Turns the times of a plan into instants, for the planned T-0 or for the T-0 of a rehearsal.</summary>
/// <remarks>
/// A rehearsal has a T-0 of its own and every wall clock moves with it: by the difference of the two T-0s on the
/// calendar and the wall clock of the zone, so that "Saturday 02:10, ten minutes after T-0" stays ten minutes after.
/// </remarks>
public sealed class LaunchClock
{
    private readonly Instant plannedT0;

    /// <param name="zone">The launch's zone.</param>
    /// <param name="planned">The launch's T-0 as the plan states it.</param>
    /// <param name="t0">The T-0 in force; null for the planned one.</param>
    public LaunchClock(DateTimeZone zone, PlanTime.WallClock planned, Instant? t0 = null)
    {
        Zone = zone;
        Planned = planned;
        plannedT0 = OnTheWall(planned.Local, planned.Offset);
        T0 = t0 ?? plannedT0;
    }

    public DateTimeZone Zone { get; }

    public PlanTime.WallClock Planned { get; }

    /// <summary>The T-0 in force.</summary>
    public Instant T0 { get; }

    /// <summary>The instant that <paramref name="time"/> names under the T-0 in force.</summary>
    /// <remarks>A wall clock that does not exist moves forward by the gap; of two equal ones the first is taken unless the plan says which.</remarks>
    public Instant Resolve(PlanTime time) => time switch
    {
        PlanTime.FromT0 relative => relative.Offset.AddTo(T0, Zone),
        PlanTime.WallClock wall when T0 == plannedT0 => OnTheWall(wall.Local, wall.Offset),
        PlanTime.WallClock wall => OnTheWall(T0.InZone(Zone).LocalDateTime + Period.Between(Planned.Local, wall.Local, PeriodUnits.Days | PeriodUnits.AllTimeUnits), null),
        _ => throw new ArgumentOutOfRangeException(nameof(time)),
    };

    /// <summary>The wall clock of the launch's zone at an instant.</summary>
    public ZonedDateTime Local(Instant instant) => instant.InZone(Zone);

    private Instant OnTheWall(LocalDateTime local, Offset? offset)
    {
        var mapping = Zone.MapLocal(local);
        if (mapping.Count == 2 && offset is { } chosen && mapping.Last().Offset == chosen)
            return mapping.Last().ToInstant();
        return mapping.Count == 2 ? mapping.First().ToInstant() : local.InZoneLeniently(Zone).ToInstant();
    }
}
