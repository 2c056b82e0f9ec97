using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Reads a launch: <c>launch.yaml</c> and <c>cutover.yaml</c> to a plan and its problems. The grammar is in docs/plan-format.md.</summary>
/// <remarks>
/// Never throws for what a text holds. Memory grows with the text and not with what it says: no anchor is followed, at
/// most 10,000 problems are kept, a file has at most 40 million bytes and nests at most 20 deep.
/// </remarks>
public static class PlanReader
{
    /// <summary>Reads two texts.</summary>
    public static PlanReading Read(string launchYaml, string cutoverYaml) => Read(launchYaml, cutoverYaml, new ProblemList());

    /// <summary>Reads two files' bytes, which must be UTF-8.</summary>
    public static PlanReading Read(ReadOnlySpan<byte> launchYaml, ReadOnlySpan<byte> cutoverYaml)
    {
        var problems = new ProblemList();
        var launch = YamlText.Decode(launchYaml, PlanFolder.LaunchFile, problems);
        var cutover = YamlText.Decode(cutoverYaml, PlanFolder.CutoverFile, problems);
        return Read(launch, cutover, problems);
    }

    internal static PlanReading Read(string? launchYaml, string? cutoverYaml, ProblemList problems)
    {
        var launchRoot = Root(launchYaml, PlanFolder.LaunchFile, problems);
        var cutoverRoot = Root(cutoverYaml, PlanFolder.CutoverFile, problems);
        var source = new PlanSource(new TreeSpans(launchRoot, cutoverRoot));

        if (launchRoot is null)
        {
            if (cutoverRoot is not null)
                CutoverReader.Read(cutoverRoot, null, new PlanClock(null, null, null, problems), new LanguageList([], problems), problems);
            return new PlanReading(null, source, problems.InOrder()) { HasClock = false };
        }
        var (launch, clock, languages, hasClock) = LaunchReader.Read(launchRoot, problems);
        var plan = cutoverRoot is null ? null : CutoverReader.Read(cutoverRoot, launch, clock, languages, problems);
        return new PlanReading(plan, source, problems.InOrder()) { HasClock = hasClock };
    }

    private static YamlMapping? Root(string? text, string file, ProblemList problems)
    {
        if (text is null || YamlTree.Read(text, file, problems) is not { } root)
            return null;
        if (root is YamlMapping mapping)
            return mapping;
        problems.Error("not-a-plan", root.Where, null, file);
        return null;
    }
}
