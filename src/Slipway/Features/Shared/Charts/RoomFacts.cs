using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Charts;

/// <summary>The room's chart as a table.</summary>
internal static class RoomFacts
{
    public static Facts Of(RoomModel model, Texts texts, TimeText times)
    {
        var titles = model.Lanes.SelectMany(lane => lane.Tasks).ToDictionary(task => task.Id, task => task.Title, StringComparer.Ordinal);
        return new Facts(
            texts.Format("chart.room", ("times", times.Range(model.From, model.To))),
            [texts["chart.head-task"], texts["chart.head-workstream"], texts["chart.head-state"], texts["chart.head-plan"], texts["chart.head-forecast"], texts["chart.head-after"]],
            [.. model.Lanes.SelectMany(lane => lane.Tasks.Select(task => Row(lane, task)))]);

        IReadOnlyList<string> Row(RoomLane lane, RoomTask task) =>
        [
            task.Title,
            lane.Name,
            task.Says ?? texts[$"state.{task.State.Name()}"],
            times.Range(task.PlannedStart, task.PlannedFinish),
            times.Range(task.Start, task.Finish),
            string.Join(texts["chart.list-separator"], task.After.Select(id => titles.GetValueOrDefault(id)).OfType<string>()),
        ];
    }
}
