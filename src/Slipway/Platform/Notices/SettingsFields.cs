using System.Globalization;
using Slipway.Planning.Automation;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Platform.Notices;

/// <summary>The fields of one mapping of a settings file, read one by one; what is wrong is told with its place and what to do.</summary>
internal sealed class SettingsFields
{
    private readonly string file;
    private readonly YamlMappingNode map;
    private readonly List<string> problems;

    public SettingsFields(string file, YamlMappingNode map, List<string> problems, params IReadOnlyList<string> known)
    {
        (this.file, this.map, this.problems) = (file, map, problems);
        foreach (var (key, _) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || !known.Contains(name))
                Wrong(key, $"there is no setting {key} here; there are {string.Join(", ", known)}");
        }
    }

    public bool Has(string key) => Node(key) is not null;

    public string? Text(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { Length: > 0 } text }:
                return text;
            case var other:
                Wrong(other, $"{key} must be a text; write {key}: …");
                return null;
        }
    }

    public string Needed(string key, string example)
    {
        if (!Has(key))
            Wrong(map, $"{key} is missing; write {key}: {example}");
        return Text(key) ?? "";
    }

    public int Number(string key, int otherwise, int least, int most)
    {
        if (Text(key) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Wrong(Node(key)!, $"{key} must be a whole number from {least} to {most}");
        return otherwise;
    }

    public T Choice<T>(string key, T otherwise, params IReadOnlyList<(string Word, T Value)> words)
    {
        if (Text(key) is not { } text)
            return otherwise;
        foreach (var (word, value) in words)
        {
            if (word == text)
                return value;
        }
        Wrong(Node(key)!, $"{key} cannot be {text}; write one of {string.Join(", ", words.Select(word => word.Word))}");
        return otherwise;
    }

    public Uri Address(string key, string example)
    {
        var text = Needed(key, example);
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        if (text.Length > 0)
            Wrong(Node(key)!, $"{key} must be an address with http or https; write {key}: {example}");
        return new Uri("http://invalid.invalid");
    }

    /// <summary>A secret: only where it is kept, never itself.</summary>
    public Placeholder? Secret(string key)
    {
        if (Text(key) is not { } text)
            return null;
        if (IsSecret(text))
            return Placeholder.In(text).Single();
        Wrong(Node(key)!, $"{key} is a secret, and secrets are not written into this file; write {key}: env:NAME or {key}: file:/path");
        return null;
    }

    public Placeholder NeededSecret(string key)
    {
        Needed(key, "env:NAME");
        return Secret(key) ?? new Placeholder(PlaceholderKind.Variable, "NONE");
    }

    public SettingsFields? Map(string key, params IReadOnlyList<string> known)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlMappingNode inner:
                return new(file, inner, problems, known);
            case var other:
                Wrong(other, $"{key} must hold settings of its own: {string.Join(", ", known)}");
                return null;
        }
    }

    public IEnumerable<SettingsFields> Maps(string key, params IReadOnlyList<string> known)
    {
        if (Node(key) is not { } node)
            yield break;
        if (node is not YamlSequenceNode list)
        {
            Wrong(node, $"{key} must be a list; begin each of its entries with a dash");
            yield break;
        }
        foreach (var item in list.Children)
        {
            if (item is YamlMappingNode inner)
                yield return new(file, inner, problems, known);
            else
                Wrong(item, $"each entry of {key} holds settings: {string.Join(", ", known)}");
        }
    }

    /// <summary>Names of the operator's choice with their texts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string key)
    {
        if (Node(key) is not { } node)
            return [];
        if (node is YamlMappingNode pairs && pairs.Children.All(pair => pair is { Key: YamlScalarNode { Value: not null }, Value: YamlScalarNode { Value: not null } }))
            return [.. pairs.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ((YamlScalarNode)pair.Value).Value!))];
        Wrong(node, $"{key} must be names with texts, one a line");
        return [];
    }

    public IReadOnlyList<int> Numbers(string key, IReadOnlyList<int> otherwise)
    {
        if (Node(key) is not { } node)
            return otherwise;
        var texts = node is YamlSequenceNode list ? [.. list.Children] : new List<YamlNode> { node };
        if (texts.All(text => text is YamlScalarNode { Value: var value } && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return [.. texts.Select(text => int.Parse(((YamlScalarNode)text).Value!, CultureInfo.InvariantCulture))];
        Wrong(node, $"{key} must be numbers; write {key}: [200, 201]");
        return otherwise;
    }

    public void Wrong(string key, string what) => Wrong(Node(key) ?? map, what);

    public static bool IsSecret(string text) =>
        !text.Contains("${", StringComparison.Ordinal) && Placeholder.In(text).ToList() is [{ Kind: not PlaceholderKind.Value }];

    private void Wrong(YamlNode node, string what) => problems.Add(At(file, node.Start, what));

    public static string At(string file, Mark mark, string what) => $"{file}:{mark.Line}:{mark.Column}: {what}.";

    private YamlNode? Node(string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is not YamlScalarNode { Value: null or "" } ? node : null;
}
