using Slipway.Benchmarks;

if (args is [BareEndpoint.Command])
    return await BareEndpoint.ServeAsync();
return await Report.RunAsync(
[
    new("schedule", ScheduleFigures.RunAsync),
    new("simulation", SimulationFigures.RunAsync),
    new("acts", ActFigures.RunAsync),
    new("postgres-acts", PostgresActFigures.RunAsync),
    new("commands", WorkFigures.CommandsAsync),
    new("requests", WorkFigures.RequestsAsync),
    new("watchers", options => WatcherFigures.RunAsync(options, 500)),
    new("crowd", options => WatcherFigures.RunAsync(options, 2000)),
    new("room", RoomFigures.RunAsync),
    new("start", StartFigures.RunAsync),
    new("restart", RestartFigures.RunAsync),
], args);
