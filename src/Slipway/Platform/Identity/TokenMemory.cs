using System.Collections.Concurrent;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Identity;

/// <summary>
/// Remembers valid tokens for a few seconds, so that a program that acts often does not wait for the database each time:
/// while its token is remembered, the database is asked again behind its acts.
/// </summary>
internal sealed partial class TokenMemory(TimeProvider time, IHostApplicationLifetime lifetime, ILogger<TokenMemory> log)
{
    /// <summary>So long a token that was revoked may still open something.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    /// <summary>A token that was looked up within it is not looked up again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>By then the act that uses it is on everybody's screen.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);

    /// <summary>Whose token this was when somebody last used it; null for one that nobody has used yet, or that opened nothing.</summary>
    public CurrentActor? LastKnown(string secret) => known.TryGetValue(secret, out var kept) ? kept.Actor : null;

    /// <param name="secret">What the sender calls a token's secret.</param>
    /// <param name="find">Asks the database whose it is; it may be called when the request is over.</param>
    /// <param name="cancellation">Of the request.</param>
    public async Task<CurrentActor?> GetAsync(string secret, Func<string, CancellationToken, Task<CurrentActor?>> find, CancellationToken cancellation)
    {
        if (!known.TryGetValue(secret, out var kept) || time.GetElapsedTime(kept.Since) >= Memory)
            return await AskAsync(secret, find, cancellation);
        if (time.GetElapsedTime(kept.Since) >= Fresh && Interlocked.Exchange(ref kept.AskedAgain, 1) == 0)
        {
            using var apart = ExecutionContext.SuppressFlow();
            _ = Task.Run(() => AskBehindAsync(secret, find), CancellationToken.None);
        }
        return kept.Actor;
    }

    private async Task AskBehindAsync(string secret, Func<string, CancellationToken, Task<CurrentActor?>> find)
    {
        try
        {
            await Task.Delay(Behind, time, lifetime.ApplicationStopping);
            await AskAsync(secret, find, lifetime.ApplicationStopping);
        }
        catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Nobody uses it again here.
        }
        catch (Exception away) when (DatabaseAway.Is(away))
        {
            // The requests that ask meanwhile say so.
        }
        catch (Exception failed)
        {
            // What is remembered holds until its seconds are over; then a request asks, and fails if that still fails.
            LogFailed(failed);
        }
    }

    private async Task<CurrentActor?> AskAsync(string secret, Func<string, CancellationToken, Task<CurrentActor?>> find, CancellationToken cancellation)
    {
        var asked = time.GetTimestamp();
        var found = await find(secret, cancellation);
        // Only valid secrets are kept: nobody can fill the memory with guesses.
        if (found is null)
            known.TryRemove(secret, out _);
        else
            known[secret] = new(found, asked);
        return found;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A token could not be looked up again; it is asked for once more when it is forgotten.")]
    private partial void LogFailed(Exception failed);

    private sealed class Known(CurrentActor actor, long since)
    {
        public CurrentActor Actor => actor;
        public long Since => since;

        /// <summary>1 once the database is being asked again.</summary>
        public int AskedAgain;
    }
}
