using System.Text;

namespace Slipway.Formats.Sheets.Csv;

/// <summary>Cuts a text into records: quotes around a value may hold separators, line breaks and doubled quotes (RFC 4180).</summary>
internal sealed class CsvRecords(string text, int start, char separator, int cellLimit)
{
    private readonly List<string> fields = [];
    private readonly StringBuilder field = new();
    private int at = start;

    /// <summary>The column of a quote that was never closed; null if there is none.</summary>
    public int? OpenQuote { get; private set; }

    /// <summary>The next record; false at the end. The list is used again for the next one.</summary>
    public bool Next(out IReadOnlyList<string> record)
    {
        record = fields;
        fields.Clear();
        if (at >= text.Length || OpenQuote is not null)
            return false;
        while (true)
        {
            ReadField();
            fields.Add(field.ToString());
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
            if (field.Length > cellLimit)
                throw new Refused(SheetRules.CellTooLong, $"{cellLimit:N0}");
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
        OpenQuote = fields.Count + 1;
    }
}
