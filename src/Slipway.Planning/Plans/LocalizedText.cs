using System.Collections.Immutable;

namespace Slipway.Planning.Plans;

/// <summary>A text that people read: one string for everybody, or one for each language.</summary>
public sealed class LocalizedText : IEquatable<LocalizedText>
{
    /// <summary>The key of a text that was written without saying its language.</summary>
    public const string AnyLanguage = "";

    private readonly ImmutableSortedDictionary<string, string> byLanguage;

    private LocalizedText(ImmutableSortedDictionary<string, string> byLanguage) => this.byLanguage = byLanguage;

    /// <summary>Texts by language tag (<c>en</c>, <c>fr</c>, <c>ar</c>), or under <see cref="AnyLanguage"/>.</summary>
    public IReadOnlyDictionary<string, string> ByLanguage => byLanguage;

    public static LocalizedText Of(string text) => new(Empty.Add(AnyLanguage, text));

    public static LocalizedText Of(IEnumerable<KeyValuePair<string, string>> byLanguage) => new(Empty.AddRange(byLanguage));

    /// <summary>The text in <paramref name="language"/>, else the one for everybody, else English, else the first by tag, else an empty string.</summary>
    public string In(string language) =>
        byLanguage.TryGetValue(language, out var text) ? text
        : byLanguage.TryGetValue(AnyLanguage, out text) ? text
        : byLanguage.TryGetValue("en", out text) ? text
        : byLanguage.Count > 0 ? byLanguage.First().Value
        : "";

    public bool Equals(LocalizedText? other) => other is not null && byLanguage.SequenceEqual(other.byLanguage);

    public override bool Equals(object? obj) => Equals(obj as LocalizedText);

    public override int GetHashCode() => byLanguage.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    public override string ToString() => In("en");

    private static ImmutableSortedDictionary<string, string> Empty { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
