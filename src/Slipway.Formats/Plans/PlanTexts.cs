namespace Slipway.Formats.Plans;

/// <summary>A plan version is its text: the two files.</summary>
public sealed record PlanTexts(string LaunchYaml, string CutoverYaml)
{
    public PlanReading Read() => PlanReader.Read(LaunchYaml, CutoverYaml);

    /// <summary>The fingerprint of this version.</summary>
    public string Hash() => PlanHash.Of(LaunchYaml, CutoverYaml);
}
