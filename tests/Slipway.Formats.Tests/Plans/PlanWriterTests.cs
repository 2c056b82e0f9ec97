using CsCheck;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Plans;

public sealed class PlanWriterTests
{
    [Fact]
    public void Writes_what_reads_back_as_the_same_plan() => PlanGenerator.ActingPlan.Sample(plan =>
    {
        var (launch, cutover) = PlanWriter.Write(plan);
        var reading = PlanReader.Read(launch, cutover);

        Assert.Empty(reading.Problems.Where(problem => problem.Rule != "no-tasks" || plan.Forward.Count > 0).Select(ProblemText.Message));
        Assert.Equal(Structure.Of(plan), Structure.Of(reading.Plan));
        Assert.Equal((launch, cutover), PlanWriter.Write(reading.Plan!));
    }, iter: 500);

    [Fact]
    public void Writes_the_sample_as_people_would()
    {
        var plan = PlanReader.Read(SamplePlan.Launch, SamplePlan.Cutover).Plan!;

        var (launch, cutover) = PlanWriter.Write(plan);

        Assert.Contains("window: { opens: T-30m, closes: T+4h, contingency: 20m }\n", launch, StringComparison.Ordinal);
        Assert.Contains("  - { id: tessema, name: H. Tessema, roles: [service-owner], deputy: okoth, email: tessema@example.org, phone: \"+253 77 00 00 01\", language: fr }\n", launch, StringComparison.Ordinal);
        Assert.Contains("""
              - id: load-postgresql
                title: Load PostgreSQL
                do: |-
                  Restore the dump:

                  1. `pg_restore`
                expect:
                  en: Counts are equal
                  fr: "Les comptes sont égaux : oui"
                phase: launch
                workstream: data
            """.Replace("|-", "|", StringComparison.Ordinal), cutover, StringComparison.Ordinal);
        Assert.Equal(Structure.Of(plan), Structure.Of(PlanReader.Read(launch, cutover).Plan));
    }
}
