using Slipway.Formats.Plans;
using Slipway.Formats.Zips;

namespace Slipway.Features.Launches;

/// <summary>What somebody uploaded, as the two files of a launch: they are told apart by content and name, not by the order of the form.</summary>
internal static class LaunchUpload
{
    /// <summary>Bytes of a whole request. A plan of 50,000 tasks fits; one at the reader's own limit is imported by the command line.</summary>
    public const int LargestRequest = 16 << 20;

    public const string Zip = "application/zip";

    /// <summary>As Windows calls it.</summary>
    public const string CompressedZip = "application/x-zip-compressed";

    public static bool IsZipType(string? type) => type?.Split(';')[0].Trim().ToLowerInvariant() is Zip or CompressedZip;

    public static async Task<LaunchFiles> ReadAsync(IReadOnlyList<IFormFile> files, CancellationToken cancellation)
    {
        byte[]? launch = null, cutover = null;
        // A browser sends a field in which nothing was chosen as a file without name and content; an empty file has a name.
        foreach (var file in files.Where(file => file.Length > 0 || file.FileName.Length > 0))
        {
            var content = await BytesAsync(file, cancellation);
            if (IsZip(content))
                return LaunchFiles.Of(LaunchZip.Read(content));
            if (Is(file, PlanFolder.LaunchFile))
                launch = content;
            else if (Is(file, PlanFolder.CutoverFile))
                cutover = content;
        }
        return launch is not null && cutover is not null
            ? new LaunchFiles(launch, cutover)
            : Missing(launch is null ? PlanFolder.LaunchFile : PlanFolder.CutoverFile);
    }

    public static async Task<LaunchFiles> ReadZipAsync(Stream body, CancellationToken cancellation)
    {
        using var memory = new MemoryStream();
        await body.CopyToAsync(memory, cancellation);
        return LaunchFiles.Of(LaunchZip.Read(memory.ToArray()));
    }

    /// <summary>By the mark of a zip's first entry, or of the end of an empty one: a sheet may begin with the letters PK too.</summary>
    public static bool IsZip(ReadOnlySpan<byte> content) => content.StartsWith("PK\x03\x04"u8) || content.StartsWith("PK\x05\x06"u8);

    public static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancellation)
    {
        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, cancellation);
        return memory.ToArray();
    }

    /// <summary>By the file's name, or by the name of its field in the form.</summary>
    private static bool Is(IFormFile file, string name)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        return string.Equals(Path.GetFileNameWithoutExtension(file.FileName), stem, StringComparison.OrdinalIgnoreCase)
            || string.Equals(Path.GetFileNameWithoutExtension(file.Name), stem, StringComparison.OrdinalIgnoreCase);
    }

    private static LaunchFiles Missing(string file) => new([], [], new ZipRefusal(ZipRules.FileMissing, [file]));
}
