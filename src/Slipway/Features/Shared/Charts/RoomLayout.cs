using NodaTime;

namespace Slipway.Features.Shared.Charts;

/// <summary>Where everything stands in a room's chart: one place of the time axis, lanes, and a row for each task.</summary>
internal sealed class RoomLayout
{
    /// <summary>The narrowest chart in rem. Rows are packed for it; where the chart is wider there is more air.</summary>
    public const double Narrowest = 60;

    public const double LanesTop = 4.3;
    public const double RowHeight = 1.25;
    public const double Label = 0.75;

    /// <summary>Room for the icon between bar and words.</summary>
    private const double Icon = 1.2;

    private const double LanePadding = 0.42;
    private readonly RoomModel model;
    private readonly Dictionary<string, Placed> byId;

    /// <param name="model">The run.</param>
    /// <param name="before">An earlier drawing of the same run: rows are kept where they can be, and on the same axis the places of tasks that look the same.</param>
    public RoomLayout(RoomModel model, DrawnBars? before = null)
    {
        this.model = model;
        byId = new(model.Lanes.Sum(lane => lane.Tasks.Count), StringComparer.Ordinal);
        var names = model.Lanes.Select(lane => TextWidth.Of(lane.Name, Label, bold: true)).DefaultIfEmpty(0).Max();
        Left = Math.Clamp(Percent(names + 0.4), 11.75, 20);
        Axis = new AxisKey(model.From, model.To, model.Grain, Left);
        var top = LanesTop;
        var lanes = new List<PlacedLane>();
        foreach (var lane in model.Lanes)
        {
            Placed?[]? there = before is null ? null : [.. lane.Tasks.Select(task => before.Of.GetValueOrDefault(task.Id)?.Placed)];
            int[]? rowsBefore = there is null ? null : [.. there.Select(placed => placed?.Row ?? -1)];
            var tasks = lane.Tasks.Select((task, i) => there?[i] is { } placed && before!.Axis == Axis && task.LooksLike(placed.Task) ? placed : Place(task)).ToList();
            var rows = Packing.Rows([.. tasks.Select(placed => placed.Covers)], Percent(0.4), rowsBefore);
            for (var i = 0; i < rows.Length; i++)
            {
                tasks[i] = tasks[i].At(rows[i], top, LanePadding + rows[i] * RowHeight);
                byId[tasks[i].Task.Id] = tasks[i];
            }
            lanes.Add(new PlacedLane(lane.Name, top, InOrder(tasks)));
            // A lane never shrinks while it is watched: every bar below it would have to be sent anew.
            top += LanePadding + (rows.Concat(rowsBefore ?? []).DefaultIfEmpty(0).Max() + 1) * RowHeight;
        }
        Lanes = lanes;
        Bottom = top;
    }

    /// <summary>Equal for layouts in which an instant stands at the same place.</summary>
    public AxisKey Axis { get; }

    /// <summary>Where the time axis begins; before it stand the lanes' names.</summary>
    public double Left { get; }

    public double Bottom { get; }

    public double Height => Bottom + 0.1;

    public IReadOnlyList<PlacedLane> Lanes { get; }

    public IReadOnlyCollection<Placed> Tasks => byId.Values;

    /// <summary>In the order of the plan, which stays while forecasts overtake each other.</summary>
    public static IReadOnlyList<Placed> InOrder(IEnumerable<Placed> tasks) => [.. tasks.OrderBy(placed => placed.Task.PlannedStart)];

    public Placed? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Rem as a part of the narrowest chart.</summary>
    public static double Percent(double rem) => rem / Narrowest * 100;

    /// <summary>An instant's place, kept inside the chart.</summary>
    public double X(Instant at)
    {
        var share = (at - model.From).TotalSeconds / Math.Max(1, (model.To - model.From).TotalSeconds);
        return Left + Math.Clamp(share, 0, 1) * (100 - Left);
    }

    /// <summary>Everything but the row.</summary>
    private Placed Place(RoomTask task)
    {
        var label = Hang(task);
        return new Placed(task, 0, 0, 0, X(task.Start), X(task.Finish), label, Covers(task, label));
    }

    /// <summary>The label after the bar, else before it, else shortened on the roomier side.</summary>
    private PlacedLabel Hang(RoomTask task)
    {
        var start = X(task.Start);
        var says = task.Says is null ? 0 : TextWidth.Of(" " + task.Says, Label, bold: true);
        var width = Icon + TextWidth.Of(task.Title, Label, task.Critical) + says;
        var bar = X(task.Finish);
        if (bar + Percent(width) <= 100)
            return new PlacedLabel(task.Title, After: true, Percent(width));
        if (start - Percent(width) >= Left)
            return new PlacedLabel(task.Title, After: false, Percent(width));
        var after = 100 - bar > start - Left;
        var room = (after ? 100 - bar : start - Left) / 100 * Narrowest - Icon - says;
        var title = TextWidth.Fit(task.Title, room, Label, task.Critical);
        width = Icon + TextWidth.Of(title, Label, task.Critical) + says;
        return new PlacedLabel(title, after, Math.Min(Percent(width), after ? 100 - bar : start));
    }

    private Span Covers(RoomTask task, PlacedLabel label)
    {
        var start = X(Instant.Min(task.PlannedStart, task.Start));
        var finish = X(Instant.Max(task.PlannedFinish, task.Finish));
        return label.After
            ? new Span(start, Math.Max(finish, X(task.Finish) + label.Width))
            : new Span(Math.Min(start, X(task.Start) - label.Width), finish);
    }
}

/// <summary>A lane, its upper edge in rem, and its tasks in the order of the plan.</summary>
internal sealed record PlacedLane(string Name, double Top, IReadOnlyList<Placed> Tasks);

/// <summary>A task's place: row, upper edges of its lane and of itself in the lane in rem, ends in percent.</summary>
internal sealed record Placed(RoomTask Task, int Row, double LaneTop, double InLane, double Start, double Finish, PlacedLabel Label, Span Covers)
{
    public const double Thick = 0.72;

    /// <summary>A picture without width is not drawn, nor are the words that hang at it.</summary>
    private const double Shortest = 0.02;

    public double Top => LaneTop + InLane;

    /// <summary>The same task in a row.</summary>
    public Placed At(int row, double laneTop, double inLane) =>
        Row == row && LaneTop.Equals(laneTop) && InLane.Equals(inLane) ? this : this with { Row = row, LaneTop = laneTop, InLane = inLane };

    /// <summary>Whether its picture is the same, which counts from its lane.</summary>
    public bool LooksLike(Placed other) =>
        ReferenceEquals(this, other)
        || (InLane.Equals(other.InLane) && Start.Equals(other.Start) && Finish.Equals(other.Finish) && Label == other.Label && Task.LooksLike(other.Task));

    /// <summary>In percent of the chart.</summary>
    public double Length => Math.Max(Shortest, Finish - Start);

    /// <summary>Where the bar begins inside of the task's own picture.</summary>
    public double BarTop => Task.Critical ? 0 : 0.13;

    public double BarHeight => Task.Critical ? Thick : 0.46;

    public double Middle => Top + Thick / 2;

    public double Bottom => Top + Thick;

    /// <summary>A place of the chart in percent of the bar.</summary>
    public double Share(double x) => Math.Clamp((x - Start) / Length, 0, 1) * 100;
}

/// <summary>A task's words beside its bar.</summary>
/// <param name="Title">The title, shortened where there is no room.</param>
/// <param name="After">Whether it stands after the bar, or before it.</param>
/// <param name="Width">Icon and words in percent of the narrowest chart.</param>
internal sealed record PlacedLabel(string Title, bool After, double Width);
