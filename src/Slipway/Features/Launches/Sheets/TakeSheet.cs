using Slipway.Formats.Sheets;

namespace Slipway.Features.Launches.Sheets;

/// <summary>Puts a sheet that somebody dropped on the shelf, if it can be read; nothing is kept of one that cannot.</summary>
public sealed class TakeSheet(SheetShelf shelf, SheetDrafts drafts)
{
    private const int LongestName = 200;

    public async Task<(Guid? Upload, SheetProblem? Why)> HandleAsync(IFormFile file, string owner, CancellationToken cancellation)
    {
        var name = NameOf(file);
        if (file.Length > SheetLimits.Default.FileBytes)
            return (null, new SheetProblem(SheetRules.TooLarge, new SheetPlace(name, null, null), [$"{file.Length:N0}", $"{SheetLimits.Default.FileBytes:N0}"]));
        var content = await LaunchUpload.BytesAsync(file, cancellation);
        var reading = await drafts.ReadAsync(name, content, cancellation);
        return reading.Workbook is null ? (null, reading.Problems[0]) : (await shelf.PutAsync(owner, name, content, cancellation), null);
    }

    private static string NameOf(IFormFile file)
    {
        var name = string.Concat(Path.GetFileName(file.FileName.Replace('\\', '/')).Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter)));
        return name.Length > LongestName ? name[^LongestName..] : name;
    }
}
