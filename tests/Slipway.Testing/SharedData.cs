namespace Slipway.Testing;

/// <summary>The folder of data that lies beside the repository and is not part of it.</summary>
public static class SharedData
{
    /// <summary>Why a test is skipped where the folder is absent.</summary>
    public const string Absent = "The folder shared/data does not lie beside this repository.";

    /// <summary>One of its folders; null where it is absent.</summary>
    public static string? Folder(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Slipway.slnx")))
            root = root.Parent;
        var folder = root is null ? null : Path.Combine(root.FullName, "..", "shared", "data", name);
        return Directory.Exists(folder) ? folder : null;
    }
}
