using Slipway.Planning.Automation;

namespace Slipway.Platform.Secrets;

/// <summary>Reads secrets where the server keeps them, at the last moment: nothing of them is kept longer than what they open.</summary>
internal static class ServerSecrets
{
    /// <summary>A secret is a line or a key, not a file of data.</summary>
    private const int LargestBytes = 64 * 1024;

    public static string Read(Placeholder reference)
    {
        var secret = reference.Kind == PlaceholderKind.Variable ? OfVariable(reference.Name) : OfFile(reference.Name);
        return secret.Length > 0 ? secret : throw new UnfilledSettingException($"The secret {Written(reference)} is empty on this server.");
    }

    private static string OfVariable(string name)
    {
        // What the server was started with is nobody else's business.
        if (name.StartsWith("SLIPWAY_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase))
            throw new UnfilledSettingException($"The environment variable {name} is the server's own; give the secret another name.");
        return Environment.GetEnvironmentVariable(name) ?? throw new UnfilledSettingException($"This server has no environment variable {name}. Set it where the server is started, then start the server again.");
    }

    private static string OfFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.Length > LargestBytes)
                throw new UnfilledSettingException($"The secret file {path} has more than {LargestBytes / 1024} kB.");
            using var reader = new StreamReader(file);
            // Editors end a file with a line break, which is not part of the secret.
            return reader.ReadToEnd().TrimEnd('\r', '\n');
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnfilledSettingException($"This server cannot read the secret file {path}: {unreadable.Message}");
        }
    }

    private static string Written(Placeholder reference) => reference.Kind == PlaceholderKind.Variable ? $"env:{reference.Name}" : $"file:{reference.Name}";
}
