using CsCheck;
using Slipway.Features.Shared.Charts;

namespace Slipway.Tests.Features.Shared.Charts;

public sealed class PackingTests
{
    private static readonly Gen<Span[]> AnySpans =
        Gen.Select(Gen.Double[0, 90], Gen.Double[0.1, 40]).Select(pair => new Span(pair.Item1, pair.Item1 + pair.Item2)).Array[0, 40];

    [Fact]
    public void Needs_as_many_rows_as_overlap_at_the_busiest_place() => AnySpans.Sample(spans =>
    {
        var rows = Packing.Rows(spans, 0);
        var busiest = spans.Select(span => spans.Count(other => other.From <= span.From && span.From < other.To)).DefaultIfEmpty(0).Max();
        Assert.Equal(Math.Max(busiest, spans.Length == 0 ? 0 : 1), rows.Length == 0 ? 0 : rows.Max() + 1);
    });

    [Fact]
    public void Keeps_the_rows_of_before_where_they_are_free() => AnySpans.Sample(spans =>
    {
        var rows = Packing.Rows(spans, 1);
        Assert.Equal(rows, Packing.Rows(spans, 1, rows));
    });

    [Fact]
    public void Gives_up_a_row_only_to_whom_stood_there_first()
    {
        Span[] spans = [new(0, 10), new(5, 20)];
        Assert.Equal([0, 1], Packing.Rows(spans, 0, [0, 0]));
        Assert.Equal([1, 0], Packing.Rows(spans, 0, [1, -1]));
    }
}
