using Slipway.Planning.Automation;
using Slipway.Platform.Secrets;

namespace Slipway.Platform.Following;

/// <summary>Whom to follow, and with what.</summary>
/// <param name="Url">Where the main one is.</param>
/// <param name="Token">An administrator's token, or <c>env:NAME</c> or <c>file:/path</c> where it is. It is written nowhere.</param>
public sealed record FollowWish(Uri Url, string Token)
{
    /// <exception cref="UnusableInputException">It is not there.</exception>
    internal string ReadToken()
    {
        try
        {
            return Placeholder.In(Token).FirstOrDefault() is { Kind: not PlaceholderKind.Value } reference ? ServerSecrets.Read(reference).Trim() : Token.Trim();
        }
        catch (UnfilledSettingException missing)
        {
            throw new UnusableInputException($"--token: {missing.Message}", missing);
        }
    }

    /// <summary>Never with the token.</summary>
    public override string ToString() => Url.ToString();
}
