using Slipway.Formats.Yaml;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>The fields of one mapping, read one by one. What is wrong is reported and counts as left out.</summary>
internal sealed class Fields
{
    private readonly YamlMapping map;
    private readonly Keys keys;

    public Fields(YamlMapping map, Keys keys, ProblemList problems, string? task = null)
    {
        (this.map, this.keys, Problems, Task) = (map, keys, problems, task);
        foreach (var entry in map.Entries)
        {
            if (!keys.Has(entry.Key) && !problems.IsFull && !(entry is { Key: "<<", Value: YamlRefused }))
                problems.Error("unknown-key", entry.KeyWhere, task, entry.Key, Nearest.Of(entry.Key, keys.Names) ?? Nearest.None, string.Join(", ", keys.Names));
        }
    }

    public ProblemList Problems { get; }

    /// <summary>The task to which they belong; null outside of tasks.</summary>
    public string? Task { get; }

    public SourceSpan Where => map.Where;

    public SourceSpan WhereIs(string key) => map[key]?.Where ?? map.Where;

    public bool Has(string key) => map[key] is { } node and not YamlScalar { IsNothing: true };

    public bool IsEmptyList(string key) => map[key] is YamlSequence { Items.Count: 0 };

    public SourceSpan KeyOf(string key) => map.Entries.Find(entry => entry.Key == key).KeyWhere;

    /// <summary>Reports a key that has to be there; only when it is not there at all.</summary>
    public void Need(string key)
    {
        if (!Has(key) || map[key] is YamlScalar { Text: var text } && string.IsNullOrWhiteSpace(text))
            Problems.Error("missing-key", map.Where, Task, key, keys.Example(key));
    }

    public YamlScalar? Scalar(string key)
    {
        if (!Has(key))
            return null;
        return Scalar(key, map[key]!);
    }

    /// <summary>A text as it stands; null where it is blank.</summary>
    public string? Text(string key) => Scalar(key)?.Text;

    /// <summary>A word without outer spaces, such as an id that is referred to.</summary>
    public string? Word(string key) => Scalar(key)?.Text.Trim();

    public LocalizedText? Localized(string key, LanguageList languages)
    {
        if (!Has(key))
            return null;
        if (map[key] is not YamlMapping texts)
            return Scalar(key) is { } scalar ? LocalizedText.Of(scalar.Text) : null;
        var byLanguage = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in texts.Entries)
        {
            if (languages.Read(entry.Key, entry.KeyWhere, Task) is { } language && Scalar(key, entry.Value) is { } text)
                byLanguage.TryAdd(language, text.Text);
        }
        return byLanguage.Count == 0 ? null : LocalizedText.Of(byLanguage);
    }

    /// <summary>A list, or one value that stands for a list of one.</summary>
    public IReadOnlyList<YamlScalar> List(string key)
    {
        if (!Has(key))
            return [];
        if (map[key] is not YamlSequence sequence)
            return Scalar(key) is { } only ? [only] : [];
        return [.. sequence.Items.Select(item => Scalar(key, item)).OfType<YamlScalar>()];
    }

    public IReadOnlyList<string> WordList(string key) => [.. List(key).Select(scalar => scalar.Text.Trim())];

    /// <summary>Texts as they stand, also blank ones in quotes: the arguments of a program.</summary>
    public IReadOnlyList<string> TextList(string key)
    {
        if (!Has(key))
            return [];
        if (map[key] is not YamlSequence sequence)
            return Scalar(key) is { } only ? [only.Text] : [];
        return [.. sequence.Items.Select(item => TextAsItStands(key, item)).OfType<string>()];
    }

    /// <summary>Names of the plan's own choice with their texts as they stand; null when there is no such key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Pairs(string key)
    {
        if (!Has(key))
            return null;
        if (map[key] is YamlMapping pairs)
            return [.. pairs.Entries.Select(entry => (entry.Key, Text: TextAsItStands(key, entry.Value))).Where(pair => pair.Text is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Text!))];
        WrongKind(key, map[key]!);
        return null;
    }

    /// <summary>Where one of the names under <see cref="Pairs"/> stands.</summary>
    public SourceSpan KeyOf(string key, string name) =>
        map[key] is YamlMapping pairs ? pairs.Entries.Find(entry => entry.Key == name).KeyWhere : WhereIs(key);

    private string? TextAsItStands(string key, YamlNode node)
    {
        if (node is YamlScalar scalar)
            return scalar.IsNothing ? "" : scalar.Text;
        WrongKind(key, node);
        return null;
    }

    public bool? Flag(string key)
    {
        if (Scalar(key) is not { } scalar)
            return null;
        var flag = Words.Flag(scalar.Text);
        if (flag is null)
            Problems.Error("bad-flag", scalar.Where, Task, key, scalar.Text);
        return flag;
    }

    public T? Choice<T>(string key, string rule, IReadOnlyList<(string Word, T Value)> words) where T : struct =>
        Scalar(key) is { } scalar ? Choice(scalar, rule, words) : null;

    public T? Choice<T>(YamlScalar scalar, string rule, IReadOnlyList<(string Word, T Value)> words) where T : struct
    {
        foreach (var (word, value) in words)
        {
            if (word.Equals(scalar.Text.Trim(), StringComparison.OrdinalIgnoreCase))
                return value;
        }
        var known = words.Select(pair => pair.Word).ToList();
        Problems.Error(rule, scalar.Where, Task, scalar.Text, Nearest.Of(scalar.Text, known) ?? Nearest.None, string.Join(", ", known));
        return null;
    }

    /// <summary>A mapping inside; null when it is not there.</summary>
    public Fields? Map(string key, Keys inner)
    {
        if (!Has(key))
            return null;
        if (map[key] is YamlMapping mapping)
            return new Fields(mapping, inner, Problems, Task);
        WrongKind(key, map[key]!);
        return null;
    }

    /// <summary>The mappings under names of the plan's own choice.</summary>
    public IEnumerable<(string Name, Fields Inside)> Named(string key, Keys inner)
    {
        if (!Has(key))
            yield break;
        if (map[key] is not YamlMapping named)
        {
            WrongKind(key, map[key]!);
            yield break;
        }
        foreach (var entry in named.Entries)
        {
            if (entry.Value is YamlMapping mapping)
                yield return (entry.Key, new Fields(mapping, inner, Problems, Task));
            else
                WrongKind(key, entry.Value);
        }
    }

    /// <summary>The mappings of a list, each with its number in the file.</summary>
    public IEnumerable<(int Index, YamlMapping Map)> Maps(string key)
    {
        if (!Has(key))
            yield break;
        if (map[key] is not YamlSequence sequence)
        {
            WrongKind(key, map[key]!);
            yield break;
        }
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            if (sequence.Items[i] is YamlMapping mapping)
                yield return (i, mapping);
            else
                WrongKind(key, sequence.Items[i]);
        }
    }

    private YamlScalar? Scalar(string key, YamlNode node)
    {
        if (node is YamlScalar scalar)
            return string.IsNullOrWhiteSpace(scalar.Text) || scalar.IsNothing ? null : scalar;
        WrongKind(key, node);
        return null;
    }

    private void WrongKind(string key, YamlNode node)
    {
        if (node is not YamlRefused)
            Problems.Error("wrong-kind-of-value", node.Where, Task, key, keys.Example(key));
    }
}
