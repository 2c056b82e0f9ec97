using Slipway.Formats.Plans;
using Slipway.Formats.Sheets;

namespace Slipway.Features.Launches.Sheets;

/// <summary>What somebody dropped: a launch's own files, or a sheet to make one of. Told apart by content, then by name.</summary>
internal static class AddedFiles
{
    /// <summary>Bytes of a whole request. Above the sheet's own limit, so that a file somewhat too large is refused in words and not by a closed connection.</summary>
    public const int LargestRequest = 64 << 20;

    /// <summary>The part that every workbook has and no launch's zip.</summary>
    private static ReadOnlySpan<byte> WorkbookPart => "[Content_Types].xml"u8;

    public static async Task<bool> AreSheetAsync(IReadOnlyList<IFormFile> files, CancellationToken cancellation)
    {
        if (files is not [var file] || IsPlanFile(file.FileName))
            return false;
        if (file.Length > SheetLimits.Default.FileBytes)
            return true;
        var content = await LaunchUpload.BytesAsync(file, cancellation);
        return !LaunchUpload.IsZip(content) || content.AsSpan().IndexOf(WorkbookPart) >= 0;
    }

    private static bool IsPlanFile(string name) =>
        Path.GetExtension(name).ToLowerInvariant() is ".yaml" or ".yml" || Path.GetFileName(name) is PlanFolder.LaunchFile or PlanFolder.CutoverFile;
}
