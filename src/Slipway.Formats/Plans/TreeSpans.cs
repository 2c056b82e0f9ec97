using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>The places of all values by path, looked up in the YAML itself: a table of a million paths would be larger than the plan.</summary>
internal sealed class TreeSpans(YamlMapping? launch, YamlMapping? cutover) : IReadOnlyDictionary<string, SourceSpan>
{
    public SourceSpan this[string key] => TryGetValue(key, out var span) ? span : throw new KeyNotFoundException(key);

    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    public IEnumerable<SourceSpan> Values => this.Select(pair => pair.Value);

    public int Count => All("launch", launch).Count() + All("cutover", cutover).Count() - (cutover is null ? 0 : 1);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out SourceSpan value)
    {
        var node = Node(key);
        value = node?.Where ?? default;
        return node is not null;
    }

    public IEnumerator<KeyValuePair<string, SourceSpan>> GetEnumerator() =>
        All("launch", launch).Concat((cutover?.Entries ?? []).SelectMany(entry => All(entry.Key == "launch" ? "cutover/launch" : entry.Key, entry.Value))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What a file holds; null when that is no mapping.</summary>
    public YamlMapping? Root(bool inLaunch) => inLaunch ? launch : cutover;

    /// <summary>The node of a path: <c>launch/…</c> in launch.yaml; <c>forward/3</c>, or with <c>cutover/</c> before it, in cutover.yaml.</summary>
    public YamlNode? Node(string path)
    {
        var parts = path.Split('/');
        YamlNode? node = parts[0] == "launch" ? launch : cutover;
        foreach (var part in parts.Skip(parts[0] is "launch" or "cutover" ? 1 : 0))
        {
            node = node switch
            {
                YamlMapping mapping => mapping[part],
                YamlSequence sequence when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < sequence.Items.Count => sequence.Items[index],
                _ => null,
            };
        }
        return node;
    }

    private static IEnumerable<KeyValuePair<string, SourceSpan>> All(string path, YamlNode? node)
    {
        if (node is null)
            return [];
        var inside = node switch
        {
            YamlMapping mapping => mapping.Entries.SelectMany(entry => All($"{path}/{entry.Key}", entry.Value)),
            YamlSequence sequence => sequence.Items.SelectMany((item, index) => All($"{path}/{index}", item)),
            _ => [],
        };
        return inside.Prepend(new(path, node.Where));
    }
}
