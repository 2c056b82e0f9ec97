using Slipway.Planning.Automation;
using Slipway.Platform.Secrets;

namespace Slipway.Platform.Notices;

/// <summary>Reads secrets for one sending, and takes them out of what is said about it.</summary>
internal sealed class SecretReader
{
    private readonly SecretMask mask = new();

    /// <exception cref="UnfilledSettingException">This server does not have it.</exception>
    public string Read(Placeholder reference)
    {
        var secret = ServerSecrets.Read(reference);
        if (secret.Length < SecretMask.Shortest)
            throw new UnfilledSettingException($"A secret has fewer than {SecretMask.Shortest} characters: it could not be kept out of what is shown.");
        mask.Add(secret);
        return secret;
    }

    public string WithoutSecrets(string text) => mask.Of(text);
}
