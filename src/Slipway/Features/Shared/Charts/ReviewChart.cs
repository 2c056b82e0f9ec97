using NodaTime;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Charts;

/// <summary>A task's planned and actual end.</summary>
/// <param name="Title">In the reader's language.</param>
/// <param name="Planned">The end of the plan.</param>
/// <param name="Actual">The end that happened.</param>
/// <param name="OwnCause">Whether it slipped by itself and not because it waited.</param>
/// <param name="Cause">Why, in a few words.</param>
public sealed record SlipRow(string Title, Instant Planned, Instant Actual, bool OwnCause, string Cause);

/// <summary>Planned and actual ends as dumbbells, in the order given. The table holds all, the picture only the first.</summary>
public static class ReviewChart
{
    private const double Narrowest = 60;

    /// <summary>The chart's width in rem from which on the style sheet shows the longer words.</summary>
    private const double Wide = 80;

    private const double Label = 0.8125;
    private const double Left = 23;
    private const double Right = 74;
    private const double Minutes = 76.33;
    private const double Causes = 77.8;
    private const double Top = 1.5;
    private const double RowHeight = 1.8;

    public static Drawing Draw(IReadOnlyList<SlipRow> all, Texts texts, TimeText times, int most = int.MaxValue)
    {
        var rows = all.Take(most).ToList();
        var canvas = new Canvas(texts.IsRightToLeft);
        var bottom = Top + rows.Count * RowHeight + 0.1;
        var instants = rows.SelectMany(row => new[] { row.Planned, row.Actual }).DefaultIfEmpty(Instant.FromUnixTimeSeconds(0)).ToList();
        var step = Ticks.Step(instants.Max() - instants.Min(), 7);
        var (from, to) = (instants.Min() - Duration.FromMinutes(step / 4d), instants.Max() + Duration.FromMinutes(step / 4d));
        double X(Instant at) => Left + (at - from) / (to - from) * (Right - Left);

        foreach (var at in Ticks.Every(step, from, to, times.Zone))
            canvas.Vertical("ln", X(at), 1.2, bottom).Text("q m", X(at), 0, 0.9, step >= 1440 ? times.ShortDate(at) : times.Local(at));
        canvas.Text("q e", Minutes, 0, 0.9, texts["chart.minutes-head"]).Text("q", Causes, 0, 0.9, texts["chart.head-cause"]);
        var top = Top;
        foreach (var row in rows)
        {
            canvas.Horizontal("ln", 0, 100, top);
            Dumbbell(canvas, row, X, top, texts);
            top += RowHeight;
        }
        var caption = texts["chart.review"];
        return new Drawing(
            $"<svg class=\"chart lg\" width=\"100%\" height=\"{Canvas.Number(bottom)}rem\" role=\"img\" aria-label=\"{Canvas.Encode(caption)}\">{canvas}</svg>",
            new Facts(caption, [texts["chart.head-task"], texts["chart.head-planned-end"], texts["chart.head-actual-end"], texts["chart.minutes-head"], texts["chart.head-cause"]],
                [.. all.Select(row => (string[])[row.Title, times.Local(row.Planned), times.Local(row.Actual), Slip(row), row.Cause])]));
    }

    private static void Dumbbell(Canvas canvas, SlipRow row, Func<Instant, double> x, double top, Texts texts)
    {
        var (planned, actual, y) = (x(row.Planned), x(row.Actual), top + 0.8);
        Words(canvas, row.OwnCause ? "b" : "", 0, top + 1.15, row.Title, Left, row.OwnCause, texts);
        canvas.Raw(row.OwnCause ? "<g data-s=\"late\">" : "<g>");
        canvas.Horizontal(row.OwnCause ? "slip big" : "slip", planned, actual, y);
        canvas.Circle("hol", planned, y, 4.5).Circle("dotv", actual, y, 4.5, row.OwnCause ? ShownState.Late : null);
        canvas.Text(row.OwnCause ? "e tx-s" : "e b", Minutes, 0, top + 1.15, texts.Ltr(Slip(row)));
        canvas.Raw("</g>");
        Words(canvas, row.OwnCause ? "" : "q", Causes, top + 1.15, row.Cause, 100 - Causes, false, texts);
    }

    /// <summary>As many words as fit into the narrowest chart, and as many as fit into a wide one.</summary>
    private static void Words(Canvas canvas, string style, double x, double y, string words, double room, bool bold, Texts texts)
    {
        var narrow = TextWidth.Fit(words, room / 100 * Narrowest - 0.5, Label, bold);
        var wide = TextWidth.Fit(words, room / 100 * Wide - 0.5, Label, bold);
        canvas.Text((narrow == wide ? style : style + " nr").Trim(), x, 0, y, texts.Foreign(narrow));
        if (narrow != wide)
            canvas.Text((style + " wd").Trim(), x, 0, y, texts.Foreign(wide));
    }

    private static string Slip(SlipRow row) => Numbers.Signed((long)TimeText.Apart(row.Planned, row.Actual).TotalMinutes);
}
