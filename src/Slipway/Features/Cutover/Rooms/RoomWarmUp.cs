using Slipway.Platform.Localisation;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>
/// Draws the rooms of open runs once before the server listens: when it comes back in the middle of a run, all watchers come at
/// once, and each would wait for code that never ran.
/// </summary>
public sealed partial class RoomWarmUp(RunStore runs, RoomFragments fragments, IServiceScopeFactory scopes, ILogger<RoomWarmUp> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var run in await runs.OpenAsync(cancellationToken))
            {
                await using var scope = scopes.CreateAsyncScope();
                await fragments.FrameAsync(scope.ServiceProvider, run.Id, Languages.English, since: null, cancellationToken);
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // Whoever opens the room is told what is wrong; the server starts all the same.
            LogCold(DatabaseAway.Is(failed) ? failed.GetBaseException().Message : failed.ToString());
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rooms could not be drawn before the server listens: {Why}")]
    private partial void LogCold(string why);
}
