namespace Slipway.Features.Cutover.Plans;

/// <summary>A line that is in one text and not in the other.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its number in the text that has it, from 1.</param>
/// <param name="Added">Whether the newer text has it.</param>
/// <param name="Text">The line.</param>
public sealed record LineChange(string File, int Line, bool Added, string Text)
{
    /// <summary>The longest text for which the exact answer is sought; a longer middle part is shown as replaced whole.</summary>
    private const int MostLines = 3000;

    /// <summary>What changed from one text to another, by the longest common subsequence of their lines.</summary>
    public static IReadOnlyList<LineChange> Between(string before, string after, string file)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
            start++;
        var (oldEnd, nowEnd) = (old.Length, now.Length);
        while (oldEnd > start && nowEnd > start && old[oldEnd - 1] == now[nowEnd - 1])
            (oldEnd, nowEnd) = (oldEnd - 1, nowEnd - 1);
        var (m, n) = (oldEnd - start, nowEnd - start);
        if (m > MostLines || n > MostLines)
            return [.. Whole(old, start, oldEnd, false), .. Whole(now, start, nowEnd, true)];
        var common = new int[m + 1, n + 1];
        for (var i = m - 1; i >= 0; i--)
        {
            for (var j = n - 1; j >= 0; j--)
                common[i, j] = old[start + i] == now[start + j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        var changes = new List<LineChange>();
        for (int i = 0, j = 0; i < m || j < n;)
        {
            if (i < m && j < n && old[start + i] == now[start + j])
                (i, j) = (i + 1, j + 1);
            else if (i < m && (j == n || common[i + 1, j] >= common[i, j + 1]))
                changes.Add(new LineChange(file, start + i + 1, false, old[start + i++]));
            else
                changes.Add(new LineChange(file, start + j + 1, true, now[start + j++]));
        }
        return changes;

        IEnumerable<LineChange> Whole(string[] lines, int from, int to, bool added) =>
            Enumerable.Range(from, to - from).Select(index => new LineChange(file, index + 1, added, lines[index]));
    }
}
