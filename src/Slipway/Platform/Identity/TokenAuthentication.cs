using System.Runtime.ExceptionServices;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Slipway.Platform.Storage;

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
        CurrentActor? actor;
        try
        {
            actor = await memory.GetAsync(secret, ActorAsync, Context.RequestAborted);
        }
        catch (Exception away) when (DatabaseAway.Is(away))
        {
            // Thrown only to who has to be known: the page that says what is wrong is for anybody, and passes here again.
            return AuthenticateResult.Fail(away);
        }
        if (actor is null)
            return AuthenticateResult.Fail("No such token.");
        var identity = new ClaimsIdentity(actor.ToClaims(), SchemeName, CurrentActor.Claims.Name, CurrentActor.Claims.Role);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if ((await HandleAuthenticateOnceSafeAsync()).Failure is { } away && DatabaseAway.Is(away))
            ExceptionDispatchInfo.Throw(away);
        await base.HandleChallengeAsync(properties);
    }

    /// <summary>What the sender says is a token's secret; null when they say nothing of the kind.</summary>
    public static string? SecretOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;

    private async Task<CurrentActor?> ActorAsync(string secret, CancellationToken cancellation)
    {
        if (!secret.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) || await tokens.FindAsync(secret, cancellation) is not { } token)
            return null;
        var id = token.Person ?? (token.Role == CurrentActor.Administrator ? $"{CurrentActor.Administrator}:{token.Name}" : $"token:{token.Name}");
        return new(id, token.Name, token.Person, token.Launch, [token.Role], IsToken: true);
    }
}
