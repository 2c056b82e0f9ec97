using Slipway.Formats.Plans;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets;

/// <summary>An imported plan as the two texts that would be saved, read again: they must mean what the sheet says.</summary>
/// <param name="Texts">What would be saved.</param>
/// <param name="Reading">What it means, and what makes it no plan.</param>
/// <param name="Lost">Where it means another thing than the sheet.</param>
public sealed record ImportedTexts(PlanTexts Texts, PlanReading Reading, IReadOnlyList<SheetProblem> Lost)
{
    private ImportResult From { get; init; } = new(null, []);

    /// <summary>Whether the texts are a plan, and the sheet's.</summary>
    public bool MayBeSaved => Reading.IsGood && Lost.Count == 0;

    /// <param name="fileName">The sheet's name, for messages.</param>
    /// <param name="result">An import that made a plan.</param>
    public static ImportedTexts Of(string fileName, ImportResult result)
    {
        var plan = result.Plan ?? throw new ArgumentException("The import made no plan.", nameof(result));
        var (launchYaml, cutoverYaml) = PlanWriter.Write(plan);
        var texts = new PlanTexts(launchYaml, cutoverYaml);
        var reading = texts.Read();
        IReadOnlyList<PlanChange> changes = reading is { IsGood: true, Plan: { } meant } ? PlanDifference.Between(plan, meant) : [];
        return new ImportedTexts(texts, reading, [.. changes.Select(change => Told(fileName, result, change))]) { From = result };
    }

    /// <summary>The cell that a problem of the texts comes from; without one where it comes from no task's row.</summary>
    public SheetPlace Place(string fileName, Problem problem) => PlaceIn(fileName, From.Place(problem.Task, FieldAt(problem)));

    private static SheetPlace PlaceIn(string fileName, SheetPlace? place) => place is { } known ? known with { File = fileName } : new SheetPlace(fileName, null, null);

    private static SheetProblem Told(string fileName, ImportResult result, PlanChange change) => new(
        SheetRules.NotKept,
        PlaceIn(fileName, change.Subject == ChangeSubject.Task ? result.Place(change.Id, change.Field?.Split('/')[0]) : null),
        [string.Join('/', new[] { change.Id ?? "launch", change.Field }.OfType<string>()), change.Before ?? "—", change.After ?? "—"]);

    /// <summary>The key of the task's value in which a problem stands.</summary>
    private string? FieldAt(Problem problem) =>
        problem.Task is { } id && Reading.Plan?.Task(id) is { } task && (Reading.Source.Spans as TreeSpans)?.Node(task.Path) is YamlMapping map
            ? map.Entries.Find(entry => entry.KeyWhere.Start <= problem.Where.Start && problem.Where.Start <= entry.Value.Where.End).Key
            : null;
}
