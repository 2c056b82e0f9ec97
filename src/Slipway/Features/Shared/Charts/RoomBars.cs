using System.Text.RegularExpressions;
using NodaTime;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Charts;

/// <summary>One task of a room: what happened on top, the plan as a rule under it, the forecast as an outline.</summary>
internal sealed partial class RoomBars(Canvas canvas, RoomModel model, RoomLayout layout, RoomAxis axis, Texts texts, TimeText times, DrawnBars? before)
{
    /// <summary>With the same tasks on the same axis; else everything is drawn anew.</summary>
    private readonly IReadOnlyDictionary<string, DrawnBar>? earlier =
        before?.Axis == layout.Axis && before.Of.Count == layout.Tasks.Count && layout.Tasks.All(placed => before.Of.ContainsKey(placed.Task.Id)) ? before.Of : null;

    private readonly Dictionary<string, DrawnBar> drawn = new(layout.Tasks.Count, StringComparer.Ordinal);

    /// <summary>What was drawn, for the next drawing.</summary>
    public DrawnBars Drawn => new(layout.Axis, drawn);

    /// <summary>Inside of a task's picture places are percents of its bar.</summary>
    private const double Whole = 100;

    /// <summary>The task as a picture of its own: a slip changes its place, and nothing in it. Most of an earlier drawing stays as it is.</summary>
    public DrawnBar Draw(Placed placed)
    {
        var bar = earlier?[placed.Task.Id] is { } there && !DependsOnNow(placed.Task) && placed.LooksLike(there.Placed) ? there : new(placed, Picture(placed), Plan(placed));
        drawn[placed.Task.Id] = bar;
        return bar;
    }

    /// <summary>Begun and not ended, or late: see <see cref="Going"/>.</summary>
    private static bool DependsOnNow(RoomTask task) =>
        !task.IsPoint && task.ActualFinish is null && task.State is not (ShownState.Planned or ShownState.Waiting or ShownState.Ready or ShownState.Skipped or ShownState.Abandoned);

    private DrawnPart Picture(Placed placed)
    {
        var task = placed.Task;
        var after = string.Join(' ', task.After.Where(predecessor => layout.Find(predecessor) is not null));
        var id = RoomChart.ElementId(task.Id);
        var inside = Inside(placed);
        var stretch = times.Range(task.Start, task.Finish);
        if (axis.Of(task) is not { } at)
            return new(id, Markup(canvas.Box(placed.Start, placed.Length), stretch));
        return new(id, Markup($"data-at=\"{at.Start} {at.Finish}\" {canvas.Box(placed.Start, placed.Length)}", stretch)) { At = at, Shape = Markup("", SomeTime().Replace(stretch, "00:00")) };

        string Markup(string place, string said) =>
            $"<svg class=\"task\" id=\"{id}\" data-s=\"{task.State.Name()}\"{(after.Length > 0 ? $" data-after=\"{Canvas.Encode(after)}\"" : "")} y=\"{Canvas.Number(placed.InLane)}rem\" {place}><a href=\"#{id}\" aria-label=\"{Canvas.Encode(Spoken(task, said))}\">{inside}</a></svg>";
    }

    private string Inside(Placed placed)
    {
        var svg = canvas.Beside();
        if (placed.Task.IsPoint)
            Point(svg, placed);
        else
            Bar(svg, placed);
        Label(svg, placed);
        return svg.ToString();
    }

    /// <summary>When the task was meant to be: a rule under its bar, which stays where it is when the bar slips.</summary>
    private string Plan(Placed placed)
    {
        var svg = canvas.Beside();
        var (start, finish) = (layout.X(placed.Task.PlannedStart), layout.X(placed.Task.PlannedFinish));
        if (finish > start)
            svg.Rect("ghost", start, finish - start, placed.InLane + 0.85, 0.13);
        return svg.ToString();
    }

    /// <summary>Title, state, and at last the times: what the picture says, for those who hear it.</summary>
    private string Spoken(RoomTask task, string said) => texts.Format(
        "chart.task",
        ("title", task.Title),
        ("state", task.Says ?? texts[$"state.{task.State.Name()}"]),
        ("times", said));

    [GeneratedRegex("[0-9]{2}:[0-9]{2}")]
    private static partial Regex SomeTime();

    private static void Point(Canvas svg, Placed placed) => svg.Hang(
        Whole,
        Placed.Thick / 2,
        $"<path class=\"{(placed.Task.ActualFinish is null ? "fc" : "bar")}{(placed.Task.Critical ? " crit" : "")}\" d=\"M0-5 5 0 0 5-5 0z\"/>");

    private void Bar(Canvas svg, Placed placed)
    {
        var task = placed.Task;
        switch (task.State)
        {
            case ShownState.Skipped:
                svg.Horizontal("sk", 0, Whole, Placed.Thick / 2);
                return;
            case ShownState.Abandoned:
                Piece(svg, placed, "fc", 0, Whole);
                svg.Line("sk", 0, Whole, placed.BarTop, placed.BarTop + placed.BarHeight);
                return;
            case ShownState.Planned or ShownState.Waiting or ShownState.Ready:
                Piece(svg, placed, "fc", 0, Whole);
                if (task.State == ShownState.Waiting)
                    svg.Hang(0, placed.BarTop, Edge(placed.BarHeight));
                return;
        }
        if (task.ActualFinish is not null || (task.State.IsOver() && task.ActualStart is not null))
        {
            Piece(svg, placed, "bar", 0, Whole);
            Ending(svg, placed);
            return;
        }
        Going(svg, placed);
    }

    /// <summary>Begun and not ended: solid until now, hatched where it is stuck or lost, outline for what is still to come.</summary>
    private void Going(Canvas svg, Placed placed)
    {
        var task = placed.Task;
        var now = placed.Share(layout.X(Instant.Max(task.Start, Instant.Min(task.Finish, model.Now ?? task.Finish))));
        var lost = task.State == ShownState.Unknown;
        var solid = task.HatchedFrom is { } from ? Math.Clamp(placed.Share(layout.X(from)), 0, lost ? Whole : now) : now;
        if (!lost)
            Piece(svg, placed, "fc", now, Whole);
        Piece(svg, placed, "bar", 0, solid);
        if (task.HatchedFrom is not null)
            Piece(svg, placed, lost ? "bar un" : "bar bl", solid, lost ? Whole : now);
        if (task.State == ShownState.Rollback)
            Ending(svg, placed);
    }

    private void Ending(Canvas svg, Placed placed)
    {
        var height = placed.BarHeight;
        switch (placed.Task.State)
        {
            case ShownState.Workaround:
                svg.Hang(0, placed.BarTop, $"<path class=\"notch\" d=\"M-1-1H{(!texts.IsRightToLeft ? 7 : -7)}L-1 7z\"/>");
                break;
            case ShownState.Rollback when placed.Finish - placed.Start > 2:
                svg.Hang(Whole / 2, placed.BarTop + height / 2, !texts.IsRightToLeft ? "<path class=\"arr\" d=\"M10 0H-10m4-3-4 3 4 3\"/>" : "<path class=\"arr\" d=\"M-10 0H10m-4-3 4 3-4 3\"/>");
                break;
        }
    }

    private string Edge(double height) =>
        $"<rect class=\"held\" x=\"{(!texts.IsRightToLeft ? 0 : -4)}\" width=\"4\" height=\"{Canvas.Number(height)}rem\"/>";

    private static void Piece(Canvas svg, Placed placed, string style, double from, double to)
    {
        if (to > from)
            svg.Rect(placed.Task.Critical ? style + " crit" : style, from, to - from, placed.BarTop, placed.BarHeight);
    }

    private void Label(Canvas svg, Placed placed)
    {
        var (task, label) = (placed.Task, placed.Label);
        const double icon = 0.72;
        var words = Canvas.Encode(texts.Foreign(label.Title)) + (task.Says is { } says ? " " + Canvas.Span("tx-s", says) : "");
        var style = task.Critical ? "b" : "";
        if (label.After)
        {
            svg.Hang(Whole, 0, canvas.HungIcon(task.State, 0.25, 0.04, icon) + canvas.Hung(style, 1.2, 0.72, words));
            return;
        }
        svg.Hang(0, 0, canvas.HungIcon(task.State, -0.25 - icon, 0.04, icon) + canvas.Hung((style + " e").TrimStart(), -1.2, 0.72, words));
    }
}

/// <summary>The bars of an earlier drawing.</summary>
/// <param name="Axis">What all of them depend on.</param>
internal sealed record DrawnBars(AxisKey Axis, IReadOnlyDictionary<string, DrawnBar> Of);

/// <param name="Placed">What its picture shows.</param>
/// <param name="Plan">The rule under it.</param>
internal sealed record DrawnBar(Placed Placed, DrawnPart Part, string Plan);
