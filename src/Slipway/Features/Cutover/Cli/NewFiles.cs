using Slipway.Formats.Plans;
using Slipway.Platform;

namespace Slipway.Features.Cutover.Cli;

/// <summary>Writes what a command made: all of it or nothing, and over existing files only when told so.</summary>
internal static class NewFiles
{
    /// <summary>The two files of a launch; a folder that does not exist appears with both in it.</summary>
    public static void WriteLaunch(string folder, string launchYaml, string cutoverYaml, bool force)
    {
        var files = new[] { (Name: PlanFolder.LaunchFile, Text: launchYaml), (Name: PlanFolder.CutoverFile, Text: cutoverYaml) };
        Try(folder, () =>
        {
            var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
            RefuseFolder(folder, target, force);
            // Of a folder that is there only its inside need be ours: a mounted volume stands among others' folders.
            var around = Directory.Exists(target) ? target : Directory.CreateDirectory(Path.GetDirectoryName(target)!).FullName;
            var beside = Path.Combine(around, $".{Path.GetFileName(target)}-{Guid.NewGuid():n}");
            Directory.CreateDirectory(beside);
            try
            {
                foreach (var (name, text) in files)
                    File.WriteAllText(Path.Combine(beside, name), text);
                if (Directory.Exists(target))
                    Replace(beside, target, [.. files.Select(file => file.Name)]);
                else
                    Directory.Move(beside, target);
            }
            finally
            {
                if (Directory.Exists(beside))
                    Directory.Delete(beside, recursive: true);
            }
        });
    }

    public static void Write(string path, byte[] content, bool force)
    {
        RefuseExisting(path, force);
        if (Directory.Exists(path))
            throw new UnusableInputException($"{path} is a folder; name a file in it.");
        Try(path, () =>
        {
            var folder = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!).FullName;
            var beside = Path.Combine(folder, $".{Path.GetFileName(path)}-{Guid.NewGuid():n}");
            try
            {
                File.WriteAllBytes(beside, content);
                File.Move(beside, path, overwrite: force);
            }
            finally
            {
                File.Delete(beside);
            }
        });
    }

    /// <summary>Moves new files over old ones; when one cannot be moved the old ones come back.</summary>
    private static void Replace(string from, string to, string[] names)
    {
        var kept = new List<string>();
        try
        {
            foreach (var name in names.Where(name => File.Exists(Path.Combine(to, name))))
            {
                File.Move(Path.Combine(to, name), Path.Combine(from, name + ".old"));
                kept.Add(name);
            }
            foreach (var name in names)
                File.Move(Path.Combine(from, name), Path.Combine(to, name));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            foreach (var name in names.Except(kept))
                File.Delete(Path.Combine(to, name));
            foreach (var name in kept)
                File.Move(Path.Combine(from, name + ".old"), Path.Combine(to, name), overwrite: true);
            throw;
        }
    }

    private static void RefuseFolder(string folder, string target, bool force)
    {
        if (target == Path.GetPathRoot(target))
            throw new UnusableInputException($"{folder} is where the whole file system begins and no place for a launch; name a folder in it.");
        if (File.Exists(target))
            throw new UnusableInputException($"{folder} is a file; name a folder.");
        if (!force && Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            throw new UnusableInputException($"{folder} is not empty; choose another folder, or write into this one with --force, which replaces {PlanFolder.LaunchFile} and {PlanFolder.CutoverFile} and leaves the rest.");
    }

    private static void RefuseExisting(string path, bool force)
    {
        if (!force && File.Exists(path))
            throw new UnusableInputException($"{path} exists already; choose another place, or replace it with --force.");
    }

    private static void Try(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UnusableInputException($"{path} cannot be written ({failure.Message}); choose another place.", failure);
        }
    }
}
