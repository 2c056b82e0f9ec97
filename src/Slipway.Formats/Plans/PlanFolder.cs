using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>A launch's folder, read.</summary>
/// <param name="Folder">The folder as it was given.</param>
/// <param name="LaunchYaml">The text of launch.yaml; null when it could not be read.</param>
/// <param name="CutoverYaml">The text of cutover.yaml; null when it could not be read.</param>
/// <param name="Reading">The plan and its problems. A folder or file that cannot be read is a problem there, and the reading is not readable.</param>
public sealed record PlanFolderReading(string Folder, string? LaunchYaml, string? CutoverYaml, PlanReading Reading);

/// <summary>A launch is a folder with <c>launch.yaml</c> and <c>cutover.yaml</c>.</summary>
public static class PlanFolder
{
    public const string LaunchFile = "launch.yaml";
    public const string CutoverFile = "cutover.yaml";

    /// <summary>Reads a folder. Files that cannot be read are problems (<c>no-folder</c>, <c>no-file</c>, <c>cannot-open</c>, <c>too-large</c>, <c>not-utf8</c>).</summary>
    public static PlanFolderReading Read(string folder)
    {
        var problems = new ProblemList();
        if (!Directory.Exists(folder))
        {
            problems.Error("no-folder", new SourceSpan(LaunchFile, 1, 1), null, folder);
            return new PlanFolderReading(folder, null, null, new PlanReading(null, PlanSource.None, problems.InOrder()) { HasClock = false });
        }
        var launch = Text(folder, LaunchFile, problems);
        var cutover = Text(folder, CutoverFile, problems);
        return new PlanFolderReading(folder, launch, cutover, PlanReader.Read(launch, cutover, problems));
    }

    private static string? Text(string folder, string file, ProblemList problems)
    {
        var start = new SourceSpan(file, 1, 1);
        var path = Path.Combine(folder, file);
        try
        {
            if (!File.Exists(path))
            {
                problems.Error("no-file", start, null, file);
                return null;
            }
            using var stream = File.OpenRead(path);
            if (stream.Length <= YamlText.LargestFile)
            {
                var bytes = new byte[stream.Length];
                return YamlText.Decode(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), file, problems);
            }
            problems.Error("too-large", start, null, YamlText.Megabytes(YamlText.LargestFile));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Error("cannot-open", start, null, file, exception.Message);
        }
        return null;
    }
}
