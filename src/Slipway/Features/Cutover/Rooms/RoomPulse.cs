using NodaTime;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>How often a room is drawn anew though nobody acted: tasks get late, clocks are waited for, forecasts move.</summary>
internal static class RoomPulse
{
    private static readonly Duration Live = Duration.FromSeconds(10);
    private static readonly Duration Fast = Duration.FromSeconds(2);

    /// <summary>The number of the stretch of real time in which a room stays as it is while nobody acts; a run that stands still has one stretch.</summary>
    public static long Of(Run run, Instant real) =>
        run.IsOpen && run.State.Running is not null ? (long)((real - NodaConstants.UnixEpoch) / Length(run)) : 0;

    private static Duration Length(Run run) => run.State.Speed > 1 ? Fast : Live;
}
