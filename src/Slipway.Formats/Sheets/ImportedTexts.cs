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

    /// <summary>Null when the import made no plan.</summary>
    /// <param name="fileName">The sheet's name, for messages.</param>
    /// <param name="import">
    /// The import; asked again where the texts mean another plan, to say where. Until they are read only the fingerprint
    /// of the first one is kept: both plans and the places of a large one's values are too much at once.
    /// </param>
    /// <param name="cancellation">When nobody waits for it any more.</param>
    public static ImportedTexts? Of(string fileName, Func<ImportResult> import, CancellationToken cancellation = default)
    {
        if (Written(import) is not var (texts, meaning, from))
            return null;
        cancellation.ThrowIfCancellationRequested();
        var reading = texts.Read();
        cancellation.ThrowIfCancellationRequested();
        IReadOnlyList<PlanChange> changes = reading is { IsGood: true, Plan: { } plan } && PlanDifference.Fingerprint(plan) != meaning ? PlanDifference.Between(NeedlessOffsets.LeftOut(import().Plan!), plan) : [];
        return new ImportedTexts(texts, reading, [.. changes.Select(change => Told(fileName, from, change))]) { From = from };
    }

    private static (PlanTexts Texts, string Meaning, ImportResult From)? Written(Func<ImportResult> import)
    {
        var result = import();
        if (result.Plan is not { } imported)
            return null;
        var plan = NeedlessOffsets.LeftOut(imported);
        var (launchYaml, cutoverYaml) = PlanWriter.Write(plan);
        return (new PlanTexts(launchYaml, cutoverYaml), PlanDifference.Fingerprint(plan), result with { Plan = null, Problems = [] });
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
