using System.Text.Json;
using Slipway.Formats.Sheets;
using Slipway.Platform;

namespace Slipway.Features.Launches.Sheets;

/// <summary>What a person has said so far about a sheet and the launch that it becomes.</summary>
/// <param name="Sheets">How its sheets are read; empty for the proposal.</param>
/// <param name="Launch">What the sheet does not say; null before somebody said it.</param>
/// <param name="Proposed">The same as the sheet alone would have it; null before its columns were confirmed.</param>
public sealed record SheetAnswers(IReadOnlyList<SheetAnswer> Sheets, LaunchAnswers? Launch, LaunchAnswers? Proposed = null)
{
    public static SheetAnswers None { get; } = new([], null);

    public static SheetAnswers Of(SheetUpload upload) =>
        upload.Answers is { } json ? JsonSerializer.Deserialize<SheetAnswers>(json, SlipwayJson.Options)! : None;

    public string ToJson() => JsonSerializer.Serialize(this, SlipwayJson.Options);

    public WorkbookMapping Mapping(Workbook workbook) =>
        Sheets.Count == 0 ? SheetImport.Propose(workbook) : new([.. Sheets.Select(sheet => sheet.ToMapping())]);
}

/// <param name="Columns">By number: <c>owner</c>, <c>title:fr</c>.</param>
public sealed record SheetAnswer(string Sheet, SheetRole Role, int Header, IReadOnlyDictionary<int, string> Columns)
{
    public static SheetAnswer Of(ColumnMapping mapping) => new(
        mapping.Sheet, mapping.Role, mapping.HeaderRow, mapping.Columns.ToDictionary(column => column.Key, column => column.Value.ToString()));

    public ColumnMapping ToMapping() => new(
        Sheet, Role, Header, Columns.ToDictionary(column => column.Key, column => ColumnUse.Parse(column.Value) ?? new ColumnUse(SheetField.Ignored)));
}
