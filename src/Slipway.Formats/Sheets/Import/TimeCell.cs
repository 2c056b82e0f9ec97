using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>What a cell says about a time: a date, a time of day, both, or a distance from T-0.</summary>
internal readonly record struct TimeCell
{
    public LocalDate? Date { get; init; }

    /// <summary>A date without its year, as day lists have it.</summary>
    public AnnualDate? DayOfYear { get; init; }

    public LocalTime? Time { get; init; }

    /// <summary>The time is 24:00: midnight at the day's end.</summary>
    public bool EndOfDay { get; init; }

    /// <summary>A formula has counted the time on from an earlier day, which nobody has said.</summary>
    public bool PastMidnight { get; init; }

    public Offset? Offset { get; init; }
    public PlanTime.FromT0? Relative { get; init; }

    public bool HasDay => Date is not null || DayOfYear is not null;

    /// <summary>Both together; what this cell says comes first.</summary>
    public TimeCell And(TimeCell other) => new()
    {
        Date = Date ?? (DayOfYear is null ? other.Date : null),
        DayOfYear = DayOfYear ?? (Date is null ? other.DayOfYear : null),
        Time = Time ?? other.Time,
        EndOfDay = Time is null ? other.EndOfDay : EndOfDay,
        PastMidnight = Time is null ? other.PastMidnight : PastMidnight,
        Offset = Offset ?? other.Offset,
        Relative = Relative ?? other.Relative,
    };
}
