using NodaTime;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Charts;

/// <summary>One task of a room: what happened on top, the plan as a rule under it, the forecast as an outline.</summary>
internal sealed class RoomBars(Canvas canvas, RoomModel model, RoomLayout layout, Texts texts, TimeText times)
{
    /// <summary>The task as a picture of its own, which a fragment can replace.</summary>
    public string Draw(Placed placed)
    {
        var task = placed.Task;
        var svg = canvas.Beside();
        var id = RoomChart.ElementId(task.Id);
        svg.Raw($"<svg class=\"task\" id=\"{id}\" data-s=\"{task.State.Name()}\"><a href=\"#{id}\" aria-label=\"{Canvas.Encode(Spoken(task))}\">");
        Plan(svg, placed);
        if (task.IsPoint)
            Point(svg, placed);
        else
            Bar(svg, placed);
        Waits(svg, placed);
        Label(svg, placed);
        return svg.Raw("</a></svg>").ToString();
    }

    /// <summary>Title, state, times: what the picture says, for those who hear it.</summary>
    public string Spoken(RoomTask task) => texts.Format(
        "chart.task",
        ("title", task.Title),
        ("state", task.Says ?? texts[$"state.{task.State.Name()}"]),
        ("times", times.Range(task.Start, task.Finish)));

    private void Plan(Canvas svg, Placed placed)
    {
        var (start, finish) = (layout.X(placed.Task.PlannedStart), layout.X(placed.Task.PlannedFinish));
        if (finish > start)
            svg.Rect("ghost", start, finish - start, placed.Top + 0.85, 0.13);
    }

    private static void Point(Canvas svg, Placed placed) => svg.Hang(
        placed.Finish,
        placed.Middle,
        $"<path class=\"{(placed.Task.ActualFinish is null ? "fc" : "bar")}{(placed.Task.Critical ? " crit" : "")}\" d=\"M0-5 5 0 0 5-5 0z\"/>");

    private void Bar(Canvas svg, Placed placed)
    {
        var task = placed.Task;
        var (start, finish) = (placed.Start, placed.Finish);
        switch (task.State)
        {
            case ShownState.Skipped:
                svg.Horizontal("sk", start, finish, placed.Middle);
                return;
            case ShownState.Abandoned:
                Piece(svg, placed, "fc", start, finish);
                svg.Line("sk", start, finish, placed.BarTop, placed.BarTop + placed.BarHeight);
                return;
            case ShownState.Planned or ShownState.Waiting or ShownState.Ready:
                Piece(svg, placed, "fc", start, finish);
                if (task.State == ShownState.Waiting)
                    svg.Hang(start, placed.BarTop, Edge(placed.BarHeight));
                return;
        }
        if (task.ActualFinish is not null || (task.State.IsOver() && task.ActualStart is not null))
        {
            Piece(svg, placed, "bar", start, finish);
            Ending(svg, placed);
            return;
        }
        Going(svg, placed);
    }

    /// <summary>Begun and not ended: solid until now, hatched where it is stuck or lost, outline for what is still to come.</summary>
    private void Going(Canvas svg, Placed placed)
    {
        var task = placed.Task;
        var now = layout.X(Instant.Max(task.Start, Instant.Min(task.Finish, model.Now ?? task.Finish)));
        var lost = task.State == ShownState.Unknown;
        var solid = task.HatchedFrom is { } from ? Math.Clamp(layout.X(from), placed.Start, lost ? placed.Finish : now) : now;
        if (!lost)
            Piece(svg, placed, "fc", now, placed.Finish);
        Piece(svg, placed, "bar", placed.Start, solid);
        if (task.HatchedFrom is not null)
            Piece(svg, placed, lost ? "bar un" : "bar bl", solid, lost ? placed.Finish : now);
        if (task.State == ShownState.Rollback)
            Ending(svg, placed);
    }

    private void Ending(Canvas svg, Placed placed)
    {
        var height = placed.BarHeight;
        switch (placed.Task.State)
        {
            case ShownState.Workaround:
                svg.Hang(placed.Start, placed.BarTop, $"<path class=\"notch\" d=\"M-1-1H{(!texts.IsRightToLeft ? 7 : -7)}L-1 7z\"/>");
                break;
            case ShownState.Rollback when placed.Finish - placed.Start > 2:
                svg.Hang((placed.Start + placed.Finish) / 2, placed.BarTop + height / 2, !texts.IsRightToLeft ? "<path class=\"arr\" d=\"M10 0H-10m4-3-4 3 4 3\"/>" : "<path class=\"arr\" d=\"M-10 0H10m-4-3 4 3-4 3\"/>");
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

    /// <summary>Lines to what it waits for; the style sheet shows them when the task is looked at.</summary>
    private void Waits(Canvas svg, Placed placed)
    {
        foreach (var predecessor in placed.Task.After)
        {
            if (layout.Find(predecessor) is not { } before)
                continue;
            svg.Raw("<g class=\"dep\">");
            svg.Vertical("", before.Finish, before.Middle, placed.Middle);
            if (Math.Abs(placed.Start - before.Finish) > 0.01)
                svg.Horizontal("", before.Finish, placed.Start, placed.Middle);
            svg.Raw("</g>");
        }
    }

    private void Label(Canvas svg, Placed placed)
    {
        var (task, label) = (placed.Task, placed.Label);
        const double icon = 0.72;
        var words = Canvas.Encode(texts.Foreign(label.Title)) + (task.Says is { } says ? " " + Canvas.Span("tx-s", says) : "");
        var style = task.Critical ? "b" : "";
        if (label.After)
        {
            svg.Hang(placed.Finish, placed.Top, canvas.HungIcon(task.State, 0.25, 0.04, icon) + canvas.Hung(style, 1.2, 0.72, words));
            return;
        }
        svg.Hang(placed.Start, placed.Top, canvas.HungIcon(task.State, -0.25 - icon, 0.04, icon) + canvas.Hung((style + " e").TrimStart(), -1.2, 0.72, words));
    }
}
