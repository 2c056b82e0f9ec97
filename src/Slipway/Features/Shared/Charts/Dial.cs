using System.Text;
using NodaTime;

namespace Slipway.Features.Shared.Charts;

/// <summary>A railway clock. Beside it the time stands in figures, so it is hidden from screen readers.</summary>
public static class Dial
{
    private static readonly string Hours = HourTicks();

    /// <param name="time">Local time.</param>
    public static string Svg(LocalTime time)
    {
        var hour = time.Hour % 12 * 30 + time.Minute * 0.5;
        return $"""
            <svg class="dial" viewBox="0 0 100 100" aria-hidden="true"><circle class="face" cx="50" cy="50" r="48.5"/><path class="tick" d="{Hours}"/><circle class="tk" cx="50" cy="50" r="43.25" pathLength="60" stroke-dasharray=".265 .735" stroke-dashoffset=".132"/><path class="hand-h" d="M50 62V21" transform="rotate({Canvas.Number(hour)} 50 50)"/><path class="hand-m" d="M50 63V9" transform="rotate({time.Minute * 6} 50 50)"/><g class="hand-s" transform="rotate({time.Second * 6} 50 50)"><path d="M50 66V26"/><circle cx="50" cy="22" r="5"/></g></svg>
            """;
    }

    private static string HourTicks()
    {
        var path = new StringBuilder();
        for (var hour = 0; hour < 12; hour++)
        {
            var (sin, cos) = Math.SinCos(hour * Math.PI / 6);
            path.Append('M').Append(Point(45)).Append('L').Append(Point(35));

            string Point(double radius) => $"{Canvas.Number(50 + radius * sin)} {Canvas.Number(50 - radius * cos)}";
        }
        return path.ToString();
    }
}
