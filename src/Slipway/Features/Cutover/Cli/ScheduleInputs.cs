using Slipway.Formats.Plans;
using Slipway.Platform;

namespace Slipway.Features.Cutover.Cli;

/// <summary>What a path names: a launch folder, a PSPLIB file, or a folder of these.</summary>
internal static class ScheduleInputs
{
    private const string Psplib = ".sm";

    // Links are not followed: one that leads to a folder above it has no end.
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    public static bool IsPsplib(string path) => path.EndsWith(Psplib, StringComparison.OrdinalIgnoreCase);

    /// <summary>Launch folders and files, by name.</summary>
    public static IReadOnlyList<string> In(string path)
    {
        if (IsLaunch(path) || (File.Exists(path) && IsPsplib(path)))
            return [path];
        if (!Directory.Exists(path))
        {
            throw new UnusableInputException(File.Exists(path)
                ? $"{path} is not a PSPLIB problem (.sm); give the folder that holds launch.yaml and cutover.yaml, or an .sm file."
                : $"{path} is not there; give a launch folder, an .sm file, or a folder of these.");
        }
        try
        {
            List<string> found = [.. Directory.EnumerateFiles(path, "*", Below).Select(Input).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
            return found.Count > 0 ? found
                : throw new UnusableInputException($"{path} holds neither {PlanFolder.LaunchFile} nor {PlanFolder.CutoverFile} nor an .sm file; give a launch folder, an .sm file, or a folder of these.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{path} cannot be read ({failure.Message}).", failure);
        }
    }

    private static bool IsLaunch(string folder) =>
        File.Exists(Path.Combine(folder, PlanFolder.LaunchFile)) || File.Exists(Path.Combine(folder, PlanFolder.CutoverFile));

    private static string? Input(string file) => Path.GetFileName(file) is PlanFolder.LaunchFile or PlanFolder.CutoverFile
        ? Path.GetDirectoryName(file)
        : IsPsplib(file) ? file : null;
}
