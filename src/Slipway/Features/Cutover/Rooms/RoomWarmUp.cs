using Slipway.Platform.Localisation;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>
/// Draws the rooms of open runs once before the server listens: when it comes back in the middle of a run, all watchers come at
/// once, and each would wait for code that never ran.
/// </summary>
public sealed partial class RoomWarmUp(RunStore runs, RoomFragments fragments, IServiceScopeFactory scopes, ILogger<RoomWarmUp> log) : IHostedService
{
    /// <summary>No longer than this does the server wait with listening: with very many runs the rest is drawn for who comes first.</summary>
    internal TimeSpan AtMost { get; init; } = TimeSpan.FromSeconds(3);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(AtMost);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            foreach (var run in await runs.OpenAsync(enough.Token))
                await DrawAsync(run, enough.Token);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            // The server starts all the same, and whoever opens a room is told what is wrong.
            LogCold(time.IsCancellationRequested ? $"it would take longer than {AtMost.TotalSeconds} s." : DatabaseAway.Is(failed) ? failed.GetBaseException().Message : failed.ToString());
        }
    }

    private async Task DrawAsync(Run run, CancellationToken enough)
    {
        enough.ThrowIfCancellationRequested();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await fragments.FrameAsync(scope.ServiceProvider, run.Id, Languages.English, since: null, enough);
        }
        catch (Exception failed) when (failed is not OperationCanceledException && !DatabaseAway.Is(failed))
        {
            LogUndrawable(failed, run.Id);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rooms could not be drawn before the server listens: {Why}")]
    private partial void LogCold(string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The room of run {Run} cannot be drawn.")]
    private partial void LogUndrawable(Exception failed, Guid run);
}
