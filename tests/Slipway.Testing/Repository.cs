namespace Slipway.Testing;

/// <summary>Where a test finds the repository and, beside it, the folder of shared data.</summary>
public static class Repository
{
    /// <summary>The folder that holds Slipway.slnx.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path in the repository, written with slashes.</summary>
    public static string At(string path) => Path.Combine([Root, .. path.Split('/')]);

    /// <summary>A path in the shared folder; null where that folder is absent, so that the test can skip.</summary>
    public static string? Shared(string path)
    {
        var full = Path.GetFullPath(Path.Combine([Root, "..", "shared", .. path.Split('/')]));
        return Path.Exists(full) ? full : null;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Slipway.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException("No folder above the tests holds Slipway.slnx; run them from a clone of the repository.");
    }
}
