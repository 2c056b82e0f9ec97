namespace Slipway.Formats.Merging;

/// <summary>A stretch of a text that two people had before them.</summary>
/// <param name="Before">As it was.</param>
/// <param name="Theirs">As one left it.</param>
/// <param name="Mine">As the other left it.</param>
/// <param name="Line">The number of its first line in the text as it was, from 1.</param>
/// <param name="Merged">Both together; null when they cannot be put together and somebody has to choose.</param>
public sealed record MergedPart(string Before, string Theirs, string Mine, int Line, string? Merged);

/// <summary>What two people made of one text, put together.</summary>
/// <param name="Parts">All of it in order, changed or not.</param>
public sealed record MergedText(IReadOnlyList<MergedPart> Parts)
{
    /// <summary>The parts for which somebody has to choose.</summary>
    public IReadOnlyList<MergedPart> Conflicts { get; } = [.. Parts.Where(part => part.Merged is null)];

    public bool IsClean => Conflicts.Count == 0;

    /// <summary>The text, with a choice for each of <see cref="Conflicts"/> in order: true for mine. What is not chosen is theirs.</summary>
    public string Text(params IReadOnlyList<bool> mine)
    {
        var number = 0;
        return string.Concat(Parts.Select(part => part.Merged ?? (number++ < mine.Count && mine[number - 1] ? part.Mine : part.Theirs)));
    }
}
