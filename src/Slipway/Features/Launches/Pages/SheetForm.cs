using Slipway.Features.Shared;
using Slipway.Formats.Sheets;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Launches.Pages;

/// <summary>One sheet of a workbook in the form that asks what its columns are.</summary>
public sealed class SheetForm
{
    private static readonly string[] TextLanguages = ["", Languages.English, Languages.French, Languages.Arabic, "es", "pt"];

    public string? Name { get; set; }

    public SheetRole Role { get; set; }

    public int Header { get; set; }

    public List<ColumnForm> Columns { get; set; } = [];

    public static SheetForm Of(Grid grid, ColumnMapping? mapping) => mapping is null
        ? new SheetForm { Name = grid.Name }
        : new SheetForm
        {
            Name = grid.Name,
            Role = mapping.Role,
            Header = mapping.HeaderRow,
            Columns = mapping.Role is SheetRole.Ignored or SheetRole.Launch ? []
                : [.. SheetImport.Columns(grid, mapping).Select(column => new ColumnForm { Number = column.Number, Use = column.Use.ToString(), Column = column })],
        };

    /// <summary>What a column of this sheet can be used for, with its words; what it is used for now is always among them.</summary>
    public IEnumerable<(string Use, string Words)> Choices(Texts texts, ColumnForm column)
    {
        var uses = FieldsOf(Role).SelectMany(Uses).ToList();
        if (ColumnUse.Parse(column.Use ?? "") is { } now && !uses.Contains(now))
            uses.Add(now);
        return uses.Select(use => (use.ToString(), Words(texts, use)));
    }

    private static string Words(Texts texts, ColumnUse use) => SheetSentences.Name(texts, use.Field) + (
        use.Field == SheetField.Takes ? texts.Format("sheetimport.of-kind", ("kind", SheetSentences.Name(texts, use.Unit)))
        : use.Language is { Length: > 0 } language ? texts.Format("sheetimport.of-kind", ("kind", Languages.Match(language) is { } known ? Languages.OwnName(known) : language))
        : "");

    private static IEnumerable<ColumnUse> Uses(SheetField field) =>
        field == SheetField.Takes ? Enum.GetValues<DurationUnit>().Select(unit => new ColumnUse(field, "", unit))
        : ColumnUse.HasLanguages(field) ? TextLanguages.Select(language => new ColumnUse(field, language))
        : [new ColumnUse(field)];

    private static IEnumerable<SheetField> FieldsOf(SheetRole role) => role switch
    {
        SheetRole.People => [SheetField.Ignored, SheetField.PersonId, SheetField.Name, SheetField.Roles, SheetField.Deputy, SheetField.Email, SheetField.Phone, SheetField.Language],
        SheetRole.Gates => [SheetField.Ignored, SheetField.Gate, SheetField.Criterion, SheetField.CriterionTitle, SheetField.Mandatory, SheetField.Met],
        _ => Enum.GetValues<SheetField>().Where(field => field < SheetField.Gate),
    };
}

/// <summary>One column in it.</summary>
public sealed class ColumnForm
{
    public int Number { get; set; }

    /// <summary><c>owner</c>, <c>title:fr</c>, <c>takes:h</c>.</summary>
    public string? Use { get; set; }

    /// <summary>What stands in the sheet; null in a form that was sent.</summary>
    public SheetColumn? Column { get; init; }
}
