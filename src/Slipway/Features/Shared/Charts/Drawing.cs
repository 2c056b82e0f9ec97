using Microsoft.AspNetCore.Html;

namespace Slipway.Features.Shared.Charts;

/// <summary>A chart: its picture, and the same facts as a table for "Show as table".</summary>
public sealed record Drawing(string Svg, Facts Facts)
{
    /// <summary>To write into a page: <c>@chart.Html</c>.</summary>
    public IHtmlContent Html => new HtmlString(Svg);
}

/// <summary>What a chart shows, in words and numbers.</summary>
/// <param name="Caption">What the table is.</param>
/// <param name="Heads">The columns' heads; the first column names the row.</param>
/// <param name="Rows">Cells in order of <paramref name="Heads"/>.</param>
public sealed record Facts(string Caption, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows);
