using Slipway.Formats.Sheets.Import;

namespace Slipway.Formats.Sheets.Csv;

/// <summary>Reads a text file of separated values.</summary>
internal static class CsvReader
{
    public static SheetReading Read(string fileName, byte[] content, GridBuilder builder, SheetLimits limits)
    {
        var (text, encoding) = CsvText.Decode(content);
        var start = Separators.Declared(text)?.Length ?? 0;
        var separator = start > 0 ? text[4] : Separators.Detect(text);
        var problems = new List<SheetProblem>();
        if (encoding is not null)
            problems.Add(new SheetProblem(SheetRules.Encoding, new SheetPlace(fileName, null, null), [encoding]));
        var row = start > 0 ? 1 : 0;
        var records = new CsvRecords(text, start, separator, limits);
        while (records.Next(out var fields))
        {
            builder.StartRow(++row);
            for (var column = 0; column < fields.Count; column++)
                builder.Add(column + 1, CsvCell.Of(CleanText.Of(fields[column], keepBreaks: true)), textIsNew: true);
        }
        if (records.OpenQuote is { } open)
            return new(null, [.. problems, new SheetProblem(SheetRules.OpenQuote, new SheetPlace(fileName, null, new CellPlace(row, open)), [])]);
        builder.HasMoreColumns |= records.HasMoreColumns;
        return new(new Workbook(fileName, [builder.Finish("", false, [])], Uses1904: false), [.. problems, .. builder.Problems(fileName)]);
    }
}
