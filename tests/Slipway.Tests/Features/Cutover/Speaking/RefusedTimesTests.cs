using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Platform.Localisation;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Speaking;

public sealed class RefusedTimesTests
{
    private static readonly RunBuilder Run = RunBuilder.Begun(new PlanBuilder().Task("load", 5, "farah").Build());
    private static readonly RunWords Words = new(new TextCatalog(typeof(TextCatalog).Assembly, strict: true).In("en"), Run.State);

    [Fact]
    public void Two_times_of_one_minute_are_said_to_the_second()
    {
        var sentence = Words.Refusal(Before(17 * 60 + 12, 17 * 60 + 42));
        Assert.Contains("T+00:17:12 · 02:17:12", sentence, StringComparison.Ordinal);
        Assert.Contains("T+00:17:42 · 02:17:42", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_of_different_minutes_are_said_to_the_minute()
    {
        var sentence = Words.Refusal(Before(17 * 60 + 12, 18 * 60 + 42));
        Assert.Contains("T+00:17 · 02:17", sentence, StringComparison.Ordinal);
        Assert.Contains("T+00:18 · 02:18", sentence, StringComparison.Ordinal);
    }

    private static Refusal Before(int second, int started) =>
        Refusal.Input("before-its-start", RefusalValues.Time(Run.T0 + Duration.FromSeconds(second)), RefusalValues.Time(Run.T0 + Duration.FromSeconds(started)));
}
