using System.Globalization;
using NodaTime;

namespace Slipway.Features.Shared.Charts;

/// <summary>
/// The axis in whole steps, by which the page's script places what is forecast and tells its times (<c>align</c> in
/// slipway.js), so that of a task that slips two numbers are sent.
/// </summary>
internal sealed class RoomAxis(RoomModel model, RoomLayout layout, DateTimeZone zone)
{
    /// <summary>Null where forecasts do not stand at whole steps, and where clocks are changed: then places and times are sent.</summary>
    private readonly Duration? step = zone.GetZoneInterval(model.From) == zone.GetZoneInterval(model.To) ? model.Grain : null;

    /// <summary>For the chart's element.</summary>
    public string Attributes => step is not { } unit ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $" data-from=\"{NodaTime.Text.InstantPattern.General.Format(model.From)}\" data-unit=\"{unit.TotalSeconds}\" data-span=\"{(model.To - model.From) / unit}\" data-left=\"{layout.Left}\" data-offset=\"{zone.GetUtcOffset(model.From).Seconds}\"");

    /// <summary>Start and finish in steps from the axis's beginning; null for what has begun, which stands where it happened.</summary>
    public (long Start, long Finish)? Of(RoomTask task)
    {
        if (!task.State.IsAhead() || task.ActualStart is not null || task.ActualFinish is not null || Steps(task.Start) is not { } start || Steps(task.Finish) is not { } finish)
            return null;
        return (start, finish);
    }

    private long? Steps(Instant at)
    {
        var ticks = (at - model.From).BclCompatibleTicks;
        return step is { } unit && ticks % unit.BclCompatibleTicks == 0 ? ticks / unit.BclCompatibleTicks : null;
    }
}

/// <param name="Left">Where it begins, in percent of the chart.</param>
internal readonly record struct AxisKey(Instant From, Instant To, Duration? Grain, double Left);
