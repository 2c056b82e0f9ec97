using System.Text.Json;
using Microsoft.Data.Sqlite;
using NodaTime;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;

namespace Slipway.Platform.Following;

/// <summary>Keeps a copy like the main one for as long as it serves, and ends the server when somebody asks for the copy's promotion.</summary>
internal sealed partial class Follower(DatabasePlace place, ServerSettings settings, RoleKeeper keeper, FollowState state, JournalStore journal, IClock clock, IHostApplicationLifetime lifetime, ILogger<Follower> log) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>What only a person can change is not asked for every second.</summary>
    private static readonly TimeSpan RetryLater = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>So often is written down when it last heard; after a power cut that is what it knows.</summary>
    private static readonly Duration NoteEvery = Duration.FromSeconds(2);

    private string? trouble;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(FollowAsync(stoppingToken), LookForPromotionAsync(stoppingToken));

    private async Task FollowAsync(CancellationToken cancellation)
    {
        using var puller = new Puller(place, settings.Follow!);
        var role = PlaceRole.Read(place);
        (state.Url, state.Heard) = (role.Follows!.Url, role.Follows.Heard);
        var noted = Instant.MinValue;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                // What was acknowledged there before this one asked is in the answer; of what came between, nobody can say.
                var asked = clock.Now();
                var pulled = await puller.PullAsync(keeper.Address, role.Generation, cancellation);
                var now = clock.Now();
                if (pulled.Behind == 0)
                    state.Heard = asked;
                var next = role with { Generation = pulled.Generation, Follows = new(role.Follows!.Url, state.Heard, pulled.Behind, pulled.Sample) };
                if (now - noted > NoteEvery || next.Generation != role.Generation)
                {
                    next.Write(place);
                    noted = now;
                }
                role = next;
                if (pulled.Streams.Count > 0 && journal is FollowedJournal followed)
                    await followed.HearAsync(pulled.Streams, cancellation);
                if (trouble is not null)
                    LogAgain(role.Follows!.Url);
                trouble = null;
            }
            catch (Exception failed) when (!cancellation.IsCancellationRequested)
            {
                var lasts = failed is RefusedPullException { ForGood: true } or UnusableInputException;
                Say(failed);
                await Task.Delay(lasts ? RetryLater : RetryAfter, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        role.Write(place);
    }

    /// <summary>Once for each reason, and not every second.</summary>
    private void Say(Exception failed)
    {
        var reason = Reason(failed);
        if (reason == trouble)
            return;
        trouble = reason;
        if (failed is SqliteException or JsonException or InvalidOperationException)
            LogFault(state.Url!, failed);
        else
            LogAway(state.Url!, reason);
    }

    internal static string Reason(Exception failed) => failed switch
    {
        RefusedPullException or UnusableInputException => failed.Message,
        SqliteException { SqliteErrorCode: 19 } => "its journal is not the one that this copy followed. Follow with an empty folder, and keep this one.",
        OperationCanceledException => "it does not answer.",
        // What a certificate lacks stands innermost.
        _ => failed.GetBaseException().Message,
    };

    private async Task LookForPromotionAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            if (Promotion.IsAsked(place))
            {
                state.Turns = true;
                lifetime.StopApplication();
                return;
            }
            state.Look();
            await Task.Delay(LookEvery, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "NOT FOLLOWING {Url}: {Reason} It is tried again. If it is dead: slipway promote")]
    private partial void LogAway(string url, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "NOT FOLLOWING {Url}: what came could not be written. It is tried again.")]
    private partial void LogFault(string url, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Following {Url} again.")]
    private partial void LogAgain(string url);
}
