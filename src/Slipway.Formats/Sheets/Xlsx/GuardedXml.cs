using System.Text;
using System.Xml;

namespace Slipway.Formats.Sheets.Xlsx;

/// <summary>
/// Reads the XML of a workbook's parts so that no file can make it take memory: no DTD, no CDATA, bounded depth,
/// bounded names, and bounded text between two marks.
/// </summary>
/// <remarks>
/// <see cref="XmlReader"/> streams, but it holds one element with all its attributes, one text, every open element
/// and every name that it has seen. Each of these four is bounded here.
/// </remarks>
internal static class GuardedXml
{
    public const int MaxDepth = 64;
    private const int MaxNames = 5_000;
    private const int MaxBetweenMarks = 512 << 10;

    public static XmlReader Open(Stream stream) =>
        XmlReader.Create(
            new GuardedText(new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, bufferSize: 16 << 10)),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                NameTable = new BoundedNames(),
                CloseInput = true,
            });

    /// <summary>The next node; refuses what is too deep.</summary>
    public static bool Next(this XmlReader reader)
    {
        if (!reader.Read())
            return false;
        if (reader.Depth > MaxDepth)
            throw new Refused(SheetRules.Damaged, "its XML is too deep");
        return true;
    }

    /// <summary>An attribute by its local name, whatever its namespace; null if there is none.</summary>
    public static string? Attribute(this XmlReader reader, string name)
    {
        for (var has = reader.MoveToFirstAttribute(); has; has = reader.MoveToNextAttribute())
        {
            if (reader.LocalName != name)
                continue;
            var value = reader.Value;
            reader.MoveToElement();
            return value;
        }
        reader.MoveToElement();
        return null;
    }

    private sealed class BoundedNames : NameTable
    {
        private int names;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        private string Counted(string name) =>
            ++names <= MaxNames ? name : throw new Refused(SheetRules.Damaged, "its XML has too many names");
    }

    private sealed class GuardedText(TextReader inner) : TextReader
    {
        private int sinceMark;
        private bool markBefore;
        private bool bangBefore;

        public override int Read(char[] buffer, int index, int count)
        {
            var got = inner.Read(buffer, index, count);
            foreach (var letter in buffer.AsSpan(index, got))
            {
                if (bangBefore && letter != '-')
                    throw new Refused(SheetRules.Damaged, letter == '[' ? "its XML has a CDATA section" : "its XML has a document type");
                bangBefore = markBefore && letter == '!';
                markBefore = letter == '<';
                sinceMark = markBefore ? 0 : sinceMark + 1;
                if (sinceMark > MaxBetweenMarks)
                    throw new Refused(SheetRules.Damaged, "its XML has a text or a tag that is too long");
            }
            return got;
        }

        public override int Read()
        {
            var one = new char[1];
            return Read(one, 0, 1) == 1 ? one[0] : -1;
        }

        public override int Peek() => inner.Peek();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
