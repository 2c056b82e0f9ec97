using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Checks;

public sealed class PurposeChecksTests
{
    [Theory]
    [InlineData("exit", false)]
    [InlineData("exit SS", true)]
    [InlineData("exit FF", true)]
    [InlineData("exit FS-2880", true)]
    [InlineData("rest FS-10", false)]
    public void People_are_let_go_when_what_ends_the_hypercare_has_ended_and_not_while_it_goes_on(string after, bool tooEarly)
    {
        var plan = new PlanBuilder()
            .Task("exit", 60, with: task => task with { Phase = Phase.Stabilise, Purpose = [Purpose.EndsHypercare] })
            .Task("rest", 60, after: ["exit"], with: task => task with { Phase = Phase.Monitor })
            .Task("release", 60, after: [after], with: task => task with { Phase = Phase.Monitor, Purpose = [Purpose.ReleasesStaff] })
            .Build();
        Assert.Equal(tooEarly, PlanChecks.Run(plan, PlanSource.None).Any(problem => problem.Rule == "staff-released-too-early"));
    }

    [Theory]
    [InlineData("load", false)]
    [InlineData("load SS", true)]
    [InlineData("load FF", true)]
    public void Data_are_reconciled_by_what_begins_when_all_of_it_has_moved(string after, bool isMissing)
    {
        var plan = new PlanBuilder()
            .Task("load", 60, with: task => task with { Purpose = [Purpose.MovesData] })
            .Task("compare", 10, after: [after], with: task => task with { Purpose = [Purpose.Reconciles] })
            .Build();
        Assert.Equal(isMissing, PlanChecks.Run(plan, PlanSource.None).Any(problem => problem.Rule == "data-not-reconciled"));
    }
}
