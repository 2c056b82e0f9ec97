using System.Text;

namespace Slipway.Formats.Sheets.Csv;

/// <summary>Cuts a text into records: quotes around a value may hold separators, line breaks and doubled quotes (RFC 4180).</summary>
internal sealed class CsvRecords(string text, int start, char separator, SheetLimits limits)
{
    private readonly List<string> fields = [];
    private readonly StringBuilder field = new();
    private int at = start;
    private int column;

    /// <summary>Whether a record had a value behind the last column that is read.</summary>
    public bool HasMoreColumns { get; private set; }

    /// <summary>The column of a quote that was never closed; null if there is none.</summary>
    public int? OpenQuote { get; private set; }

    /// <summary>The next record; false at the end. The list is used again for the next one.</summary>
    public bool Next(out IReadOnlyList<string> record)
    {
        record = fields;
        fields.Clear();
        column = 0;
        if (at >= text.Length || OpenQuote is not null)
            return false;
        while (true)
        {
            ReadField();
            if (fields.Count < limits.Columns)
                fields.Add(field.ToString());
            else
                HasMoreColumns |= field.Length > 0;
            if (at >= text.Length)
                return true;
            var end = text[at++];
            if (end == separator)
                continue;
            if (end == '\r' && at < text.Length && text[at] == '\n')
                at++;
            return true;
        }
    }

    private void ReadField()
    {
        field.Clear();
        column++;
        if (at < text.Length && text[at] == '"')
            ReadQuoted();
        var from = at;
        while (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
            at++;
        field.Append(text, from, at - from);
    }

    private void ReadQuoted()
    {
        for (at++; at < text.Length; at++)
        {
            if (field.Length > limits.CellCharacters)
                throw new Refused(SheetRules.CellTooLong, $"{limits.CellCharacters:N0}");
            if (text[at] == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"')
                {
                    at++;
                    return;
                }
                at++;
            }
            if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
                continue;
            field.Append(text[at] == '\r' ? '\n' : text[at]);
        }
        OpenQuote = column;
    }
}
