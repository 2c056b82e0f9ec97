using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Automation;

/// <summary>The folders out of which tasks may run programs: those that the server was started with, and no others.</summary>
public sealed class CommandFolders(ServerSettings settings)
{
    private readonly IReadOnlyList<string> allowed = [.. settings.CommandFolders.Select(folder => WithoutLinks(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar)];

    /// <summary>The program's real path; null when it is not in one of the folders, or not there.</summary>
    /// <remarks>Links are followed first: one inside a folder that leads out of it opens nothing.</remarks>
    public string? Find(string program)
    {
        if (!Path.IsPathFullyQualified(program) || program.Contains('\0', StringComparison.Ordinal) || !File.Exists(program))
            return null;
        var real = WithoutLinks(Path.GetFullPath(program));
        return IsAllowed(real) ? real : null;
    }

    /// <summary>Whether a folder is one of those that are allowed, or in one.</summary>
    public bool Holds(string folder) =>
        Path.IsPathFullyQualified(folder) && Directory.Exists(folder) && IsAllowed(WithoutLinks(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar);

    public string Names => settings.CommandFolders.Count == 0 ? "–" : string.Join(", ", settings.CommandFolders);

    private bool IsAllowed(string real) =>
        allowed.Any(folder => real.StartsWith(folder, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));

    private static string WithoutLinks(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var here = Path.Combine(WithoutLinks(parent), Path.GetFileName(path));
        FileSystemInfo info = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return info.ResolveLinkTarget(returnFinalTarget: true) is { } target ? WithoutLinks(target.FullName) : here;
    }
}
