using NodaTime;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Charts;

/// <summary>Somebody is wanted twice at once, and what is proposed.</summary>
/// <param name="Bars">The tasks, and the proposal last.</param>
/// <param name="From">When the clash begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Who">"A. Farah twice".</param>
/// <param name="Says">What the picture says, for those who hear it.</param>
public sealed record ClashModel(IReadOnlyList<ClashBar> Bars, Instant From, Instant To, string Who, string Says);

/// <param name="Title">The task's title, and what is said of it.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Part">What it is in the clash.</param>
/// <param name="Short">What is said of it alone, where the title does not fit; null for nothing.</param>
public sealed record ClashBar(string Title, Instant From, Instant To, ClashPart Part, string? Short = null);

public enum ClashPart
{
    /// <summary>It stays where it is.</summary>
    Stays,

    /// <summary>It is in the way.</summary>
    InTheWay,

    /// <summary>Where it could be instead.</summary>
    Proposed,
}

public static class ClashChart
{
    private const double Narrowest = 21;
    private const double Label = 0.75;
    private const double Top = 1.4;
    private const double RowHeight = 1.4;

    public static Drawing Draw(ClashModel model, Texts texts, TimeText times)
    {
        var canvas = new Canvas(texts.IsRightToLeft);
        var first = model.Bars.Min(bar => bar.From);
        var last = model.Bars.Max(bar => bar.To);
        // Half the picture is for the words after the bars.
        var step = Ticks.Step(2 * (last - first), 5);
        var from = Ticks.Every(step, first - Duration.FromMinutes(step), first, times.Zone).Last();
        var to = from + Duration.FromMinutes(step * Math.Ceiling(2.2 * (last - from).TotalMinutes / step));
        double X(Instant at) => (at - from) / (to - from) * 100;
        var whoTop = Top + model.Bars.Count * RowHeight;
        var bottom = whoTop + 1.3;

        var taken = double.NegativeInfinity;
        foreach (var at in Ticks.Every(step, from, to, times.Zone))
        {
            var x = X(at);
            canvas.Vertical("ln", x, 1.1, bottom);
            var half = TextWidth.Of(times.Local(at), Label) / 2 / Narrowest * 100;
            var style = x < half ? "q" : x > 100 - half ? "q e" : "q m";
            var start = x < half ? x : x > 100 - half ? x - 2 * half : x - half;
            if (start < taken)
                continue;
            taken = start + 2 * half + 1;
            canvas.Text(style, x, 0, 0.85, times.Local(at));
        }
        canvas.Rect("clash", X(model.From), X(model.To) - X(model.From), 1.1, bottom - 1.1);
        var top = Top;
        foreach (var bar in model.Bars)
        {
            Bar(canvas, bar, X(bar.From), X(bar.To), top, texts);
            top += RowHeight;
        }
        canvas.Rect("ghost", X(model.From), X(model.To) - X(model.From), whoTop, 0.16);
        Under(canvas, (X(model.From) + X(model.To)) / 2, whoTop + 1, texts.Foreign(model.Who));
        return new Drawing(
            $"<svg class=\"chart\" width=\"100%\" height=\"{Canvas.Number(bottom)}rem\" role=\"img\" aria-label=\"{Canvas.Encode(model.Says)}\">{canvas}</svg>",
            new Facts(model.Says, [texts["chart.head-task"], texts["chart.head-begins"], texts["chart.head-ends"]],
                [.. model.Bars.Select(bar => (string[])[bar.Title, times.Local(bar.From), times.Local(bar.To)])]));
    }

    private static void Bar(Canvas canvas, ClashBar bar, double from, double to, double top, Texts texts)
    {
        var (style, state) = bar.Part switch
        {
            ClashPart.Stays => ("fc crit", ShownState.Planned),
            ClashPart.InTheWay => ("bar bl", ShownState.Blocked),
            _ => ("fc", ShownState.Ready),
        };
        var height = bar.Part == ClashPart.Proposed ? 0.5 : 0.7;
        canvas.Raw($"<g data-s=\"{state.Name()}\">").Rect(style, from, to - from, top + (0.7 - height) / 2, height);
        var (room, bold) = ((100 - to) / 100 * Narrowest - 0.4, bar.Part == ClashPart.Proposed);
        var words = bar.Short is not null && TextWidth.Of(bar.Title, Label, bold) > room ? bar.Short : bar.Title;
        canvas.Text(bold ? "tx-s halo" : "halo", to, 0.4, top + 0.65, texts.Foreign(TextWidth.Fit(words, room, Label, bold))).Raw("</g>");
    }

    private static void Under(Canvas canvas, double x, double y, string words)
    {
        var half = TextWidth.Of(words, Label, bold: true) / 2 / Narrowest * 100;
        var style = x < half ? "tx-s" : x > 100 - half ? "tx-s e" : "tx-s m";
        canvas.Text(style, x < half ? 0 : x > 100 - half ? 100 : x, 0, y, words, ShownState.Late);
    }
}
