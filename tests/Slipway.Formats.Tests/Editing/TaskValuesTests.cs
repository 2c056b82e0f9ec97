using CsCheck;
using Slipway.Formats.Editing;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Tests.Editing;

public sealed class TaskValuesTests
{
    private static readonly TaskValues Before = TaskValues.Of(
        new PlanTask { Id = "load", Title = LocalizedText.Of("Load"), Owner = "farah", Takes = Estimate.Exactly(PlanDuration.FromMinutes(12)) }, ["en", "fr"]);

    [Fact]
    public void What_only_one_changed_is_as_that_one_left_it()
    {
        var (merged, conflicts) = TaskValues.Merge(Before, With("takes", "14m"), With("owner", "osei"));
        Assert.Equal(("14m", "osei", 0), (merged["takes"], merged["owner"], conflicts.Count));
    }

    [Fact]
    public void What_both_changed_otherwise_is_asked_and_what_both_changed_alike_is_not()
    {
        var (merged, conflicts) = TaskValues.Merge(Before, With("takes", "14m").With([new("owner", "osei")]), With("takes", "15m").With([new("owner", "osei")]));
        Assert.Equal(["takes"], conflicts);
        Assert.Equal(("15m", "osei"), (merged["takes"], merged["owner"]));
    }

    [Fact]
    public void Independent_changes_merge_the_same_whoever_was_first()
    {
        string[] names = [.. Before.Names];
        Gen.Int[0, 2].Array[names.Length].Sample(who =>
        {
            TaskValues Changed(int by) => Before.With(names.Where((_, index) => who[index] == by).Select(name => KeyValuePair.Create(name, (string?)$"{name}-{by}")));
            var (one, none) = TaskValues.Merge(Before, Changed(1), Changed(2));
            var (other, _) = TaskValues.Merge(Before, Changed(2), Changed(1));
            Assert.Empty(one.DifferentFrom(other));
            Assert.Empty(none);
        });
    }

    [Fact]
    public void Line_breaks_of_browsers_and_spaces_around_do_not_count_as_changes()
    {
        var several = Before.With([new("do/en", "One.\nTwo."), new("who", "farah\nosei")]);
        Assert.Empty(several.With([new("do/en", " One.\r\nTwo.\r\n"), new("who", "farah \r\n\r\n osei"), new("takes", "12m ")]).DifferentFrom(several));
    }

    private static TaskValues With(string name, string value) => Before.With([new(name, value)]);
}
