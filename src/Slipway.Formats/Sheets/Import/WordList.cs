using System.Collections.Frozen;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Words in several languages and what they mean.</summary>
internal sealed class WordList
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> byGroup;

    private WordList(Dictionary<string, Dictionary<string, string>> words) =>
        byGroup = words.ToFrozenDictionary(group => group.Key, group => group.Value.ToFrozenDictionary());

    /// <summary>What cells hold: groups <c>phase</c>, <c>kind</c>, <c>month</c> …</summary>
    public static WordList Values { get; } = new(ReadValues());

    /// <summary>What the word means in this group; null where it is none of its words.</summary>
    public string? Find(string group, string text) => byGroup[group].GetValueOrDefault(Folding.Key(text));

    /// <summary>Whether it is a word of a group that has one meaning only.</summary>
    public bool Is(string group, string text) => Find(group, text) is not null;

    /// <summary>Every line of a word file: what stands before the colon, and the words behind it.</summary>
    public static IEnumerable<(string Key, string[] Words)> Lines(string file)
    {
        using var reader = new StreamReader(typeof(WordList).Assembly.GetManifestResourceStream($"Sheets.{file}")!);
        while (reader.ReadLine() is { } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && !line.StartsWith("# ", StringComparison.Ordinal))
                yield return (line[..colon], line[(colon + 1)..].Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static Dictionary<string, Dictionary<string, string>> ReadValues()
    {
        var groups = new Dictionary<string, Dictionary<string, string>>();
        foreach (var (key, words) in Lines("value-words.txt"))
        {
            var (group, meaning) = key.Split('.') is [var first, var second] ? (first, second) : (key, key);
            if (!groups.TryGetValue(group, out var meanings))
                groups[group] = meanings = [];
            foreach (var word in words)
                meanings.TryAdd(Folding.Key(word) is { Length: > 0 } folded ? folded : word, meaning);
        }
        return groups;
    }
}
