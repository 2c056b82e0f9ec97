using Slipway.Formats.Plans;

namespace Slipway.Formats.Sheets;

/// <summary>What a column is used for.</summary>
/// <param name="Field">What it is about.</param>
/// <param name="Language">For a text that people read: its language; empty where there is only one.</param>
/// <param name="Unit">For durations: the unit of plain numbers.</param>
public readonly record struct ColumnUse(SheetField Field, string Language = "", DurationUnit Unit = DurationUnit.Unsaid)
{
    private static readonly string[] Units = ["", "s", "m", "h", "d"];

    /// <summary>Whether the field is a text that may stand there in several languages.</summary>
    public static bool HasLanguages(SheetField field) =>
        field is SheetField.Title or SheetField.Do or SheetField.Expect or SheetField.Where or SheetField.CriterionTitle;

    /// <summary>For a form or a command line: <c>owner</c>, <c>title:fr</c>, <c>takes:h</c>, <c>ignored</c>.</summary>
    public override string ToString()
    {
        var name = Field.ToString();
        var qualifier = Field == SheetField.Takes ? Units[(int)Unit] : Language ?? "";
        return char.ToLowerInvariant(name[0]) + name[1..] + (qualifier.Length > 0 ? ":" + qualifier : "");
    }

    /// <summary>Reads what <see cref="ToString"/> writes, whatever its case; null for anything else.</summary>
    public static ColumnUse? Parse(string text)
    {
        var parts = text.Trim().Split(':', 2);
        if (!Enum.TryParse<SheetField>(parts[0], ignoreCase: true, out var field) || !Enum.IsDefined(field) || char.IsAsciiDigit(parts[0][0]))
            return null;
        if (parts.Length == 1)
            return new ColumnUse(field);
        if (field == SheetField.Takes)
            return Array.IndexOf(Units, parts[1].ToLowerInvariant()) is > 0 and var unit ? new ColumnUse(field, "", (DurationUnit)unit) : null;
        return HasLanguages(field) && LanguageList.Usual(parts[1]) is { } language ? new ColumnUse(field, language) : null;
    }
}
