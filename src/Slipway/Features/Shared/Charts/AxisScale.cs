using NodaTime;

namespace Slipway.Features.Shared.Charts;

internal enum AxisStep
{
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
}

/// <summary>A stretch of the axis in which a minute has the same width everywhere.</summary>
internal sealed record AxisPart(AxisStep Step, Instant From, Instant To, double Start, double End);

/// <summary>
/// One axis that zooms in on the cutover window: months, weeks, days, hours, minutes, and out again. Each part is linear;
/// parts in which nothing happens are left out.
/// </summary>
internal sealed class AxisScale
{
    /// <summary>A part that is only begun is still wide enough to read.</summary>
    private const double LeastShare = 0.4;

    /// <summary>Of the axis for the window itself, where a minute is widest.</summary>
    private const double WindowWeight = 22;

    /// <summary>However short a part is, a minute of it is narrower than one of the window.</summary>
    private const double MostStretched = 0.9;

    public AxisScale(AxisModel model)
    {
        var names = model.Lanes.Select(lane => TextWidth.Of(lane.Name, RoomLayout.Label, bold: true)).DefaultIfEmpty(0).Max();
        Left = Math.Clamp(RoomLayout.Percent(names + 0.6), 9, 14);
        var instants = model.Lanes.SelectMany(lane => lane.Items).SelectMany(item => new[] { item.From, item.To })
            .Concat([model.WindowOpens, model.WindowCloses, model.T0, model.Now ?? model.T0]).ToList();
        var (first, last) = (instants.Min(), instants.Max());
        var (opens, closes) = (model.WindowOpens, model.WindowCloses);
        var day = Instant.Min(opens, model.T0 - Duration.FromDays(1));
        var week = Instant.Min(day, model.T0 - Duration.FromDays(7));
        var month = Instant.Min(week, model.T0 - Duration.FromDays(35));
        var after = Instant.Max(closes, model.T0 + Duration.FromDays(7));
        // Weights by eye: the window is what people look for, and what lies far away needs few words.
        List<(AxisStep Step, Instant From, Instant To, double Weight)> wanted =
        [
            (AxisStep.Months, Instant.Min(first, month), month, 15), (AxisStep.Weeks, month, week, 13.7), (AxisStep.Days, week, day, 11.9),
            (AxisStep.Hours, day, opens, 12.8), (AxisStep.Minutes, opens, closes, WindowWeight), (AxisStep.Days, closes, after, 6.9),
            (AxisStep.Weeks, after, Instant.Max(last, after), 8.7),
        ];
        var shown = wanted
            .Select(part => (part.Step, From: Instant.Max(part.From, first), To: Instant.Min(part.To, last), part.Weight, Whole: part.To - part.From))
            .Where(part => part.To > part.From)
            .Select(part => (part.Step, part.From, part.To, Weight: part.Step == AxisStep.Minutes ? WindowWeight : Math.Min(
                part.Weight * Math.Max(LeastShare, (part.To - part.From) / part.Whole),
                MostStretched * WindowWeight * ((part.To - part.From) / (closes - opens)))))
            .ToList();
        var all = shown.Sum(part => part.Weight);
        var x = Left;
        var parts = new List<AxisPart>();
        foreach (var part in shown)
            parts.Add(new AxisPart(part.Step, part.From, part.To, x, x += part.Weight / all * (100 - Left)));
        Parts = parts;
    }

    /// <summary>Where the axis begins; before it stand the lanes' names.</summary>
    public double Left { get; }

    public IReadOnlyList<AxisPart> Parts { get; }

    /// <summary>An instant's place in percent, kept inside the axis.</summary>
    public double X(Instant at)
    {
        foreach (var part in Parts)
        {
            if (at <= part.From)
                return part.Start;
            if (at < part.To)
                return part.Start + (at - part.From) / (part.To - part.From) * (part.End - part.Start);
        }
        return 100;
    }
}
