using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>The ids of one kind of thing: each well formed, each only once.</summary>
internal sealed class IdList(params IReadOnlyList<string> reserved)
{
    private readonly Dictionary<string, SourceSpan> seen = new(StringComparer.Ordinal);

    /// <summary>The id of a mapping; where it has none, a stand-in that nothing can refer to.</summary>
    public string Read(Fields fields, string standIn)
    {
        fields.Need("id");
        if (fields.Scalar("id") is not { } scalar)
            return standIn;
        var id = scalar.Text.Trim();
        if (!IsWellFormed(id))
            fields.Problems.Error("bad-id", scalar.Where, fields.Task, id, Suggest(id));
        else if (reserved.Contains(id))
            fields.Problems.Error("reserved-id", scalar.Where, fields.Task, id, id + "-1");
        if (!seen.TryAdd(id, scalar.Where))
            fields.Problems.Add(new Problem("duplicate-id", Severity.Error, scalar.Where, fields.Task, [id]) { SeeAlso = seen[id] });
        return id;
    }

    public static bool IsWellFormed(string id) =>
        id.Length is > 0 and <= PlanId.Longest && id[0] != '-' && id.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    /// <summary>The id that a text would make: small letters without accents, digits, hyphens.</summary>
    public static string Suggest(string text) => PlanId.Of(text) ?? "load-postgresql";
}
