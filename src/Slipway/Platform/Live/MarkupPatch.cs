using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Slipway.Platform.Live;

/// <summary>
/// The steps that make one drawing of a page's parts into another, for <c>patch</c> in slipway.js: what has not changed is
/// neither sent nor touched, so that nobody loses his place in it and nothing of it is read aloud again.
/// </summary>
/// <remarks>
/// A JSON list of steps, each beginning with where: an id, and from there the numbers of children, such as <c>room-log/1/0</c>.
/// <c>[where, {attributes}]</c> sets attributes, null removes one; <c>[where, html]</c> fills; <c>[where, 0, html]</c>
/// replaces; <c>[where, n, html]</c> puts in before child n, counted from 1; <c>[where]</c> removes;
/// <c>[where, [start, finish]]</c> moves by so many steps of the axis.
/// </remarks>
public sealed partial class MarkupPatch
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<object?[]> steps = [];

    public bool IsEmpty => steps.Count == 0;

    public override string ToString() => JsonSerializer.Serialize(steps, Json);

    /// <summary>Adds what makes <paramref name="before"/> into <paramref name="after"/>: each one element with an id, or nothing.</summary>
    public void Change(string before, string after)
    {
        if (before == after || string.IsNullOrWhiteSpace(after))
            return;
        var now = MarkupElement.Parse(after);
        var id = now.Id ?? throw new ArgumentException($"Without an id it cannot be found again: {after}", nameof(after));
        if (!string.IsNullOrWhiteSpace(before) && MarkupElement.Parse(before) is var then && IsSame(then, now))
            Change(then, now, id);
        else
            steps.Add([id, 0, Tight(now.Outer)]);
    }

    /// <summary>Adds that what has <c>data-at="start finish"</c> stands so much later; the page's script works out what follows from that.</summary>
    public void Move(string id, long start, long finish) => steps.Add([id, new[] { start, finish }]);

    private void Change(MarkupElement before, MarkupElement after, string where)
    {
        if (before.Outer.SequenceEqual(after.Outer))
            return;
        Attributes(before.Attributes, after.Attributes, where);
        if (before.Inner.SequenceEqual(after.Inner))
            return;
        if (HaveSameWords(before, after) && before.Children.Zip(after.Children).All(pair => IsSame(pair.First, pair.Second)))
        {
            for (var child = 0; child < after.Children.Count; child++)
                Change(before.Children[child], after.Children[child], WhereOf(after.Children[child], where, child));
        }
        else if (IsList(before) && IsList(after))
        {
            Rows(before.Children, after.Children, where);
        }
        else
        {
            steps.Add([where, Tight(after.Inner)]);
        }
    }

    private void Attributes(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, string where)
    {
        var changed = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in after)
        {
            if (!before.TryGetValue(name, out var old) || old != value)
                changed[name] = value;
        }
        foreach (var name in before.Keys.Where(name => !after.ContainsKey(name)))
            changed[name] = null;
        if (changed.Count > 0)
            steps.Add([where, changed]);
    }

    /// <summary>Rows with ids: who has left goes, who is new or has overtaken another comes in at its place.</summary>
    private void Rows(IReadOnlyList<MarkupElement> before, IReadOnlyList<MarkupElement> after, string where)
    {
        var wanted = after.Select(row => row.Id!).ToHashSet(StringComparer.Ordinal);
        var there = before.Where(row => wanted.Contains(row.Id!)).ToList();
        foreach (var left in before.Except(there))
            steps.Add([left.Id]);
        for (var place = 0; place < after.Count; place++)
        {
            var row = after[place];
            if (place < there.Count && IsSame(there[place], row))
            {
                Change(there[place], row, row.Id!);
                continue;
            }
            if (there.FindIndex(place, old => old.Id == row.Id) is >= 0 and var later)
            {
                steps.Add([row.Id]);
                there.RemoveAt(later);
            }
            steps.Add([where, place + 1, Tight(row.Outer)]);
            there.Insert(place, row);
        }
    }

    /// <summary>Without the lines and indents of its template.</summary>
    private static string Tight(ReadOnlySpan<char> markup) => BetweenTags().Replace(markup.Trim().ToString(), "> <");

    [GeneratedRegex(@">\s+<")]
    private static partial Regex BetweenTags();

    private static string WhereOf(MarkupElement child, string parent, int number) => child.Id ?? $"{parent}/{number}";

    private static bool IsSame(MarkupElement before, MarkupElement after) => before.Name.SequenceEqual(after.Name) && before.Id == after.Id;

    /// <summary>As many children, and the same words around each; spaces that nobody sees do not count.</summary>
    private static bool HaveSameWords(MarkupElement before, MarkupElement after) =>
        before.Children.Count == after.Children.Count && Gaps(after).All(gap => HaveSameWords(before.Words(gap), after.Words(gap)));

    private static bool HaveSameWords(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        while (true)
        {
            var one = Word(ref before);
            var other = Word(ref after);
            if (!one.SequenceEqual(other))
                return false;
            if (one.IsEmpty)
                return true;
        }
    }

    /// <summary>Takes the first word off; empty when there is none left.</summary>
    private static ReadOnlySpan<char> Word(ref ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        var length = 0;
        while (length < text.Length && !char.IsWhiteSpace(text[length]))
            length++;
        var word = text[..length];
        text = text[length..];
        return word;
    }

    /// <summary>The numbers of the gaps before, between and behind its children.</summary>
    private static IEnumerable<int> Gaps(MarkupElement element) => Enumerable.Range(0, element.Children.Count + 1);

    /// <summary>All its children have ids of their own and there are no words between them.</summary>
    private static bool IsList(MarkupElement element) =>
        Gaps(element).All(gap => element.Words(gap).IsWhiteSpace())
        && element.Children.All(child => child.Id is not null)
        && element.Children.DistinctBy(child => child.Id).Count() == element.Children.Count;
}
