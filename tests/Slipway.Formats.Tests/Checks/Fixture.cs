using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Tests.Checks;

/// <summary>One way to break <see cref="CleanPlan"/>, and the rule that alone has to notice.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">How bad it has to be.</param>
/// <param name="Edits">What is replaced. The mark « in one of the new texts is where the problem has to stand; it is taken out before reading.</param>
public sealed record Fixture(string Rule, Severity Severity, params Edit[] Edits)
{
    /// <summary>The present; null for none.</summary>
    public Instant? Now { get; init; }

    public IReadOnlyList<Problem> Problems()
    {
        var reading = PlanReader.Read(Text(Edit.LaunchFile).Replace("«", ""), Text(Edit.CutoverFile).Replace("«", ""));
        return reading.ProblemsWith(PlanChecks.Run(reading.Plan!, reading.Source, Now, reading.HasClock));
    }

    /// <summary>The marked place.</summary>
    public (string File, int Line, int Column) Place()
    {
        var file = Array.Find(Edits, edit => edit.New.Contains('«'))?.File ?? throw new InvalidOperationException($"the fixture of {Rule} marks no place");
        var before = Text(file)[..Text(file).IndexOf('«')];
        return (file, before.Count(character => character == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    private string Text(string file) => Edits.Where(edit => edit.File == file).Aggregate(
        file == Edit.LaunchFile ? CleanPlan.Launch : CleanPlan.Cutover,
        (text, edit) => text.Split(edit.Old) is [var before, var after]
            ? before + edit.New + after
            : throw new InvalidOperationException($"{Rule}: “{edit.Old}” has to be in {file} exactly once"));

    public override string ToString() => Rule;
}

/// <summary>A replacement in one of the two files.</summary>
public sealed record Edit(string File, string Old, string New)
{
    public const string LaunchFile = "launch.yaml";
    public const string CutoverFile = "cutover.yaml";

    public static Edit Launch(string old, string @new) => new(LaunchFile, old, @new);

    public static Edit Cutover(string old, string @new) => new(CutoverFile, old, @new);
}
