using NodaTime;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Charts;

/// <summary>The runs of a launch: what was forecast of each, and what happened.</summary>
/// <param name="Rows">Oldest first.</param>
/// <param name="Limit">How long the window is; null draws no limit.</param>
public sealed record RunsModel(IReadOnlyList<RunRow> Rows, Duration? Limit);

/// <param name="Name">"Rehearsal 1, 19 Oct".</param>
/// <param name="P10">The forecast length when it began, in order: P10, P50, P90.</param>
/// <param name="P50">The likely length.</param>
/// <param name="P90">The pessimistic length.</param>
/// <param name="Actual">How long it took; null while it has not ended.</param>
/// <param name="IsLive">Whether it is the live run.</param>
public sealed record RunRow(string Name, Duration P10, Duration P50, Duration P90, Duration? Actual, bool IsLive = false)
{
    public bool? EndedInside => Actual is { } actual ? P10 <= actual && actual <= P90 : null;
}

public static class RunsChart
{
    private const double Narrowest = 22;
    private const double Label = 0.75;
    private const double Top = 1.4;
    private const double RowHeight = 1.65;

    public static Drawing Draw(RunsModel model, Texts texts)
    {
        var canvas = new Canvas(texts.IsRightToLeft);
        var lengths = model.Rows.SelectMany(row => new[] { row.P10, row.P90, row.Actual ?? row.P50 }).Concat(model.Limit is { } limit ? [limit] : []).ToList();
        var step = Ticks.Step(lengths.Max() - lengths.Min(), 6);
        var from = Math.Floor(lengths.Min().TotalMinutes / step) * step;
        var to = Math.Max(from + step, Math.Ceiling(lengths.Max().TotalMinutes / step) * step);
        var left = Math.Clamp(Percent(model.Rows.Max(row => TextWidth.Of(row.Name, Label, row.IsLive)) + 0.5), 26, 45);
        var bottom = Top + model.Rows.Count * RowHeight + 0.2;
        // What each run came to stands in a column of its own, so that no word lies over a bar.
        var right = 100 - Percent(model.Rows.Max(row => TextWidth.Of(Outcome(row, texts), Label, bold: true)) + 0.6);
        double X(double minutes) => left + (minutes - from) / (to - from) * (right - left);

        var taken = left;
        for (var minutes = from; minutes <= to; minutes += step)
        {
            canvas.Vertical("ln", X(minutes), 1.2, bottom);
            var name = Hours(minutes);
            var half = Percent(TextWidth.Of(name, Label) / 2);
            if (X(minutes) - half < taken)
                continue;
            taken = X(minutes) + half + 1;
            canvas.Text("q m", X(minutes), 0, 0.9, name);
        }
        var top = Top;
        foreach (var row in model.Rows)
        {
            canvas.Horizontal("ln", 0, 100, top);
            canvas.Text(row.IsLive ? "b" : "", 0, 0, top + 1.1, texts.Foreign(TextWidth.Fit(row.Name, left / 100 * Narrowest - 0.3, Label, row.IsLive)));
            canvas.Rect("past", X(row.P10.TotalMinutes), X(row.P90.TotalMinutes) - X(row.P10.TotalMinutes), top + 0.55, 0.55);
            canvas.Vertical("ln ink", X(row.P50.TotalMinutes), top + 0.35, top + 1.3);
            top += RowHeight;
        }
        if (model.Limit is { } end)
            canvas.Vertical("stop", X(end.TotalMinutes), 1.2, bottom);
        top = Top;
        foreach (var row in model.Rows)
        {
            ShownState? state = row.EndedInside is { } inside ? inside ? ShownState.Done : ShownState.Late : null;
            if (row.Actual is { } actual)
                canvas.Circle("dotv", X(actual.TotalMinutes), top + 0.82, 4.5, state);
            canvas.Text(state is null ? "b e" : "tx-s e", 100, 0, top + 1.12, Outcome(row, texts), state);
            top += RowHeight;
        }
        var caption = texts["chart.runs"];
        return new Drawing(
            $"<svg class=\"chart\" width=\"100%\" height=\"{Canvas.Number(bottom)}rem\" role=\"img\" aria-label=\"{Canvas.Encode(caption)}\">{canvas}</svg>",
            new Facts(caption, [texts["chart.head-run"], "P10", "P50", "P90", texts["chart.head-took"], texts["chart.head-range"]],
                [.. model.Rows.Select(row => (string[])[row.Name, Hours(row.P10.TotalMinutes), Hours(row.P50.TotalMinutes), Hours(row.P90.TotalMinutes), row.Actual is { } actual ? Hours(actual.TotalMinutes) : "", Inside(row, texts)])]));
    }

    private static string Outcome(RunRow row, Texts texts) =>
        row.Actual is { } actual ? $"{Hours(actual.TotalMinutes)} {Inside(row, texts)}" : $"P50 {Hours(row.P50.TotalMinutes)}";

    private static string Inside(RunRow row, Texts texts) => row.EndedInside switch
    {
        true => texts["chart.inside"],
        false => texts["chart.outside"],
        _ => "",
    };

    /// <summary>Hours and minutes of a length: <c>3:16</c>.</summary>
    private static string Hours(double minutes) => $"{(long)minutes / 60}:{(long)minutes % 60:00}";

    private static double Percent(double rem) => rem / Narrowest * 100;
}
