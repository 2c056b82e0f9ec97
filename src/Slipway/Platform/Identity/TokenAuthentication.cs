using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Slipway.Platform.Identity;

/// <summary>Knows the sender of <c>Authorization: Bearer slw_…</c>.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder, ApiTokens tokens, TokenMemory memory)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string SchemeName = "token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SecretOf(Request) is not { } secret)
            return AuthenticateResult.NoResult();
        var actor = await memory.GetAsync(secret, () => ActorAsync(secret));
        if (actor is null)
            return AuthenticateResult.Fail("No such token.");
        var identity = new ClaimsIdentity(actor.ToClaims(), SchemeName, CurrentActor.Claims.Name, CurrentActor.Claims.Role);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    /// <summary>What the sender says is a token's secret; null when they say nothing of the kind.</summary>
    public static string? SecretOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;

    private async Task<CurrentActor?> ActorAsync(string secret)
    {
        if (!secret.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) || await tokens.FindAsync(secret, Context.RequestAborted) is not { } token)
            return null;
        var id = token.Person ?? (token.Role == CurrentActor.Administrator ? $"{CurrentActor.Administrator}:{token.Name}" : $"token:{token.Name}");
        return new(id, token.Name, token.Person, token.Launch, [token.Role], IsToken: true);
    }
}

/// <summary>Remembers valid tokens for a few seconds, so that a program that acts often does not ask the database each time.</summary>
internal sealed class TokenMemory(TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (CurrentActor Actor, long Since)> known = new(StringComparer.Ordinal);

    /// <summary>Whose token this was when somebody last used it; null for one that nobody has used yet, or that opened nothing.</summary>
    public CurrentActor? LastKnown(string secret) => known.TryGetValue(secret, out var kept) ? kept.Actor : null;

    public async Task<CurrentActor?> GetAsync(string secret, Func<Task<CurrentActor?>> find)
    {
        if (known.TryGetValue(secret, out var kept) && time.GetElapsedTime(kept.Since) < Memory)
            return kept.Actor;
        var found = await find();
        // Only valid secrets are kept: nobody can fill the memory with guesses.
        if (found is null)
            known.TryRemove(secret, out _);
        else
            known[secret] = (found, time.GetTimestamp());
        return found;
    }
}
