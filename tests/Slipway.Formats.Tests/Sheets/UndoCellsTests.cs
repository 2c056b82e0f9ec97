using Slipway.Formats.Sheets;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Sheets;

/// <summary>What people write into the rollback column, and what must never become a task by accident.</summary>
public sealed class UndoCellsTests
{
    [Theory]
    [InlineData("no rollback possible")]
    [InlineData("Retour impossible")]
    [InlineData("pas de retour")]
    [InlineData("Non réversible")]
    [InlineData("não reversível")]
    [InlineData("No es posible")]
    [InlineData("no reversible")]
    [InlineData("não é possível")]
    [InlineData("غير ممكن")]
    [InlineData("irreversible (see note)")]
    [InlineData("Irréversible : une fois les accès coupés, la seule issue est de corriger vers l’avant avec les équipes du prestataire")]
    [InlineData("After cut-off this is irreversible")]
    [InlineData("لا يمكن التراجع عن هذه الخطوة")]
    public void A_sentence_that_says_there_is_no_way_back_makes_no_task_and_is_told(string cell)
    {
        var result = Import(cell);
        Assert.Equal(new Undo.Impossible(), result.Plan!.Forward[0].Undo);
        Assert.Empty(result.Plan.Rollback);
        Assert.Equal("D2 sheet-undo-no-return", Undo(result));
    }

    [Theory]
    [InlineData("TBD")]
    [InlineData("à définir")]
    [InlineData("No")]
    [InlineData("Non")]
    [InlineData("لا")]
    [InlineData("N/D")]
    [InlineData("x")]
    [InlineData("yes")]
    [InlineData("0")]
    [InlineData("17")]
    [InlineData("???")]
    public void What_may_mean_anything_is_not_understood_and_says_nothing(string cell)
    {
        var result = Import(cell);
        Assert.Null(result.Plan!.Forward[0].Undo);
        Assert.Empty(result.Plan.Rollback);
        Assert.Equal("D2 sheet-undo-not-said", Undo(result));
    }

    [Theory]
    [InlineData("Restore the snapshot of 01:40")]
    [InlineData("Not irreversible: load the old tables again")]
    [InlineData("Restore the snapshot, load the old tables again, tell the regions and the ministry by telephone; after 04:00 the register is irreversible")]
    public void A_description_becomes_a_rollback_task_and_that_is_told(string cell)
    {
        var result = Import(cell);
        var task = Assert.Single(result.Plan!.Rollback);
        Assert.Equal(new Undo.By(task.Id), result.Plan.Forward[0].Undo);
        Assert.Equal("D2 sheet-undo-described", Undo(result));
    }

    [Theory, InlineData("s/o"), InlineData("néant"), InlineData("ningún"), InlineData("none needed"), InlineData("بدون"), InlineData("No rollback needed")]
    public void Nothing_to_take_back_stays_that(string cell)
    {
        var result = Import(cell);
        Assert.Equal(new Undo.Nothing(), result.Plan!.Forward[0].Undo);
        Assert.Null(Undo(result));
    }

    private static ImportResult Import(string cell) => new TestWorkbook().Sheet("Plan",
    [
        ["Task", "Owner", "Duration", "Rollback"],
        ["Load the register", "N. Farah", "10m", cell],
    ]).Import();

    private static string? Undo(ImportResult result) =>
        result.Problems.Where(problem => problem.Rule.Name.StartsWith("sheet-undo", StringComparison.Ordinal)).Select(problem => $"{problem.Where.Cell} {problem.Rule.Name}").SingleOrDefault();
}
