using Slipway.Benchmarks;

if (args is [BareEndpoint.Command])
    return await BareEndpoint.ServeAsync();
return await Report.RunAsync(
[
    new("schedule", ScheduleFigures.RunAsync),
    new("simulation", SimulationFigures.RunAsync),
    new("acts", ActFigures.RunAsync),
    new("watchers", WatcherFigures.RunAsync),
    new("room", RoomFigures.RunAsync),
    new("start", StartFigures.RunAsync),
], args);
