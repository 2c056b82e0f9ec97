using System.Text.RegularExpressions;

namespace Slipway.Formats.Merging;

/// <summary>Puts together what two people made of the same text.</summary>
/// <remarks>
/// Line by line, and where both changed the same lines word by word if that is wanted (a task in braces on one line has
/// many values). Changes that only touch do not disturb each other. What both add at the same place is kept, in an order
/// that does not depend on who saved first.
/// </remarks>
public static partial class TextMerge
{
    /// <param name="before">The text that both began from.</param>
    /// <param name="theirs">What one made of it.</param>
    /// <param name="mine">What the other made of it; exchanging the two gives the same text.</param>
    /// <param name="insideLines">Whether changes of the same line may be put together.</param>
    public static MergedText Of(string before, string theirs, string mine, bool insideLines)
    {
        var lines = Lines(before);
        return new MergedText([.. Merge(lines, Lines(theirs), Lines(mine)).Select(piece => piece.ToPart(insideLines ? Word : null))]);
    }

    private static string? Word(string before, string theirs, string mine)
    {
        var pieces = Merge(Words(before), Words(theirs), Words(mine)).ConvertAll(piece => piece.ToPart(null));
        return pieces.TrueForAll(part => part.Merged is not null) ? string.Concat(pieces.Select(part => part.Merged)) : null;
    }

    private static List<Piece> Merge(List<string> before, List<string> theirs, List<string> mine)
    {
        var changes = Difference.Between(before, theirs).Select(hunk => new Change(hunk, theirs, IsMine: false))
            .Concat(Difference.Between(before, mine).Select(hunk => new Change(hunk, mine, IsMine: true)))
            .OrderBy(change => change.Hunk.Start).ThenBy(change => change.Hunk.End)
            .ToList();
        var pieces = new List<Piece>();
        var at = 0;
        for (var i = 0; i < changes.Count;)
        {
            var (start, end) = (changes[i].Hunk.Start, changes[i].Hunk.End);
            var together = new List<Change> { changes[i++] };
            while (i < changes.Count && (changes[i].Hunk.Start < end || (start == end && changes[i].Hunk.Start == start && changes[i].Hunk.End == end)))
            {
                end = Math.Max(end, changes[i].Hunk.End);
                together.Add(changes[i++]);
            }
            if (at < start)
                pieces.Add(Piece.Same(before, at, start));
            pieces.Add(Piece.Changed(before, start, end, together));
            at = end;
        }
        if (at < before.Count)
            pieces.Add(Piece.Same(before, at, before.Count));
        return pieces;
    }

    /// <summary>Each with its line break.</summary>
    private static List<string> Lines(string text) => [.. Line().Matches(text).Select(match => match.Value)];

    private static List<string> Words(string text) => [.. WordOrMark().Matches(text).Select(match => match.Value)];

    private sealed record Change(Hunk Hunk, List<string> Text, bool IsMine);

    private sealed record Piece(string Before, string Theirs, string Mine, int Line, bool TheirsChanged, bool MineChanged)
    {
        public static Piece Same(List<string> before, int start, int end)
        {
            var text = string.Concat(before[start..end]);
            return new Piece(text, text, text, start + 1, false, false);
        }

        public static Piece Changed(List<string> before, int start, int end, List<Change> changes) => new(
            string.Concat(before[start..end]),
            Applied(before, start, end, changes.Where(change => !change.IsMine)),
            Applied(before, start, end, changes.Where(change => change.IsMine)),
            start + 1,
            changes.Exists(change => !change.IsMine),
            changes.Exists(change => change.IsMine));

        public MergedPart ToPart(Func<string, string, string, string?>? finer) => new(Before, Theirs, Mine, Line,
            !MineChanged || Mine == Theirs ? Theirs
            : !TheirsChanged ? Mine
            : Before.Length == 0 ? string.Concat(new[] { Theirs, Mine }.Order(StringComparer.Ordinal))
            : finer?.Invoke(Before, Theirs, Mine));

        private static string Applied(List<string> before, int start, int end, IEnumerable<Change> changes)
        {
            var text = new List<string>();
            var at = start;
            foreach (var (hunk, other, _) in changes)
            {
                text.AddRange(before[at..hunk.Start]);
                text.AddRange(other[hunk.OtherStart..hunk.OtherEnd]);
                at = hunk.End;
            }
            text.AddRange(before[at..end]);
            return string.Concat(text);
        }
    }

    [GeneratedRegex(@"[^\n]*\n|[^\n]+\z")]
    private static partial Regex Line();

    [GeneratedRegex(@"[^\s,\[\]{}]+|\s|[,\[\]{}]")]
    private static partial Regex WordOrMark();
}
