using System.Reflection;
using CsCheck;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Plans;

/// <summary>A difference that forgets a field would let an edit change it unseen.</summary>
public sealed class PlanDifferenceCompletenessTests
{
    private static readonly MethodInfo Clone = typeof(PlanTask).GetMethod("<Clone>$")!;

    [Fact]
    public void Sees_a_change_of_any_field_of_a_task() => Gen.Select(PlanGenerator.ActingPlan, PlanGenerator.ActingPlan).Where((a, b) => a.Forward.Count > 0 && b.Forward.Count > 0).Sample((one, other) =>
    {
        foreach (var property in typeof(PlanTask).GetProperties().Where(property => property.CanWrite && property.Name is not (nameof(PlanTask.Path) or nameof(PlanTask.IsRollback))))
        {
            var changed = (PlanTask)Clone.Invoke(one.Forward[0], null)!;
            property.SetValue(changed, property.GetValue(other.Forward[0]));
            AgreesOn(one, one with { Forward = [changed, .. one.Forward.Skip(1)] });
        }
    }, iter: 100);

    [Fact]
    public void Sees_a_change_of_any_part_of_a_launch() => Gen.Select(PlanGenerator.ActingPlan, PlanGenerator.ActingPlan).Sample((one, other) =>
    {
        foreach (var property in typeof(Launch).GetProperties().Where(property => property.CanWrite))
        {
            var changed = one.Launch with { };
            property.SetValue(changed, property.GetValue(other.Launch));
            AgreesOn(one, one with { Launch = changed });
        }
        AgreesOn(one, one with { Workstreams = other.Workstreams });
        AgreesOn(one, one with { Forward = other.Forward });
        AgreesOn(one, one with { Journeys = other.Journeys });
        AgreesOn(one, one with { Accepted = other.Accepted });
        AgreesOn(one, one with { Rollback = other.Rollback });
    }, iter: 100);

    private static void AgreesOn(Plan before, Plan after) =>
        Assert.Equal(Structure.Of(before) == Structure.Of(after), PlanDifference.Between(before, after).Count == 0);
}
