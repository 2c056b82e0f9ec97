using System.Text;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>A run in a few lines of plain text.</summary>
internal static class StatusText
{
    private const int MostTasks = 4;

    public static string Of(RoomView view)
    {
        var words = view.Words;
        var text = new StringBuilder();
        text.Append(words.Times.Both(view.Now)).Append(' ').Append(view.Run.State.Plan.Launch.Title.In(words.Texts.Language)).Append('\n');
        text.Append(view.Verdict.Sentence).Append('\n');
        foreach (var fact in view.Facts)
            text.Append(words.Texts.Format("status.fact", ("name", fact.Name), ("figure", fact.Figure), ("below", fact.Below))).Append('\n');
        Append("room.needs-someone", view.NeedsSomeone);
        Append("room.now-list", view.Underway);
        Append("room.next-list", view.Next);
        return text.ToString();

        void Append(string key, IReadOnlyList<RoomRow> rows)
        {
            if (rows.Count == 0)
                return;
            text.Append(words.Texts.Format("status.heading", ("name", words.Texts[key]))).Append('\n');
            var comma = words.Texts["chart.list-separator"];
            foreach (var row in rows.Take(MostTasks))
                text.Append("- ").Append(row.Title).Append(comma).Append(row.Who).Append(comma).Append(row.Figure).Append('\n');
        }
    }
}
