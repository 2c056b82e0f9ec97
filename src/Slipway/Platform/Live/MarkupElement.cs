using System.Net;

namespace Slipway.Platform.Live;

/// <summary>An element of what this program itself has drawn: every tag is closed and every value stands in double quotes.</summary>
/// <remarks>Places in the text, not copies of it: a chart is compared element by element for each act, and most of it is the same.</remarks>
internal sealed class MarkupElement
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Empty =
        new HashSet<string> { "area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr" }.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly string text;
    private readonly int start, nameEnd;
    private int innerStart, innerEnd, end;
    private IReadOnlyDictionary<string, string>? attributes;

    private MarkupElement(string text, int start, int nameEnd) => (this.text, this.start, this.nameEnd) = (text, start, nameEnd);

    /// <summary>Such as <c>li</c>.</summary>
    public ReadOnlySpan<char> Name => text.AsSpan((start + 1)..nameEnd);

    public string? Id => Attributes.GetValueOrDefault("id");

    /// <summary>With their values as people read them.</summary>
    public IReadOnlyDictionary<string, string> Attributes => attributes ??= new Reader(text, nameEnd).Attributes();

    /// <summary>Its elements, without the words between them.</summary>
    public IReadOnlyList<MarkupElement> Children { get; private set; } = [];

    /// <summary>Everything between its tags, as it stands.</summary>
    public ReadOnlySpan<char> Inner => text.AsSpan(innerStart..innerEnd);

    /// <summary>The element as it stands.</summary>
    public ReadOnlySpan<char> Outer => text.AsSpan(start..end);

    /// <exception cref="FormatException">It is not one element, or not well formed.</exception>
    public static MarkupElement Parse(string markup)
    {
        var reader = new Reader(markup.Trim(), 0);
        var element = reader.Element();
        return reader.AtEnd ? element : throw new FormatException($"More than one element: {markup}");
    }

    /// <summary>The words directly in it before a child, or behind the last one.</summary>
    public ReadOnlySpan<char> Words(int gap) =>
        text.AsSpan((gap == 0 ? innerStart : Children[gap - 1].end)..(gap == Children.Count ? innerEnd : Children[gap].start));

    private sealed class Reader(string text, int at)
    {
        private int at = at;

        public bool AtEnd => at == text.Length;

        public MarkupElement Element()
        {
            var start = at;
            Take('<');
            Until(" \n\r\t/>");
            var element = new MarkupElement(text, start, nameEnd: at);
            while (TryAttribute(out _, out _))
            {
            }
            var closed = TryTake('/');
            Take('>');
            element.innerStart = element.innerEnd = at;
            if (!closed && !Empty.Contains(element.Name))
                Content(element);
            element.end = at;
            return element;
        }

        public Dictionary<string, string> Attributes()
        {
            var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            while (TryAttribute(out var name, out var value))
                attributes[name.ToString()] = WebUtility.HtmlDecode(value.ToString());
            return attributes;
        }

        private void Content(MarkupElement element)
        {
            List<MarkupElement>? children = null;
            while (true)
            {
                var next = text.IndexOf('<', at);
                if (next < 0)
                    throw new FormatException($"<{element.Name}> is not closed: {text}");
                at = next;
                if (text.AsSpan(at).StartsWith("</"))
                    break;
                (children ??= []).Add(Element());
            }
            element.innerEnd = at;
            element.Children = children ?? element.Children;
            at += 2;
            if (!text.AsSpan(at).StartsWith(element.Name))
                throw new FormatException($"<{element.Name}> is closed by another tag: {text}");
            at += element.Name.Length;
            Take('>');
        }

        private bool TryAttribute(out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
        {
            name = value = [];
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at == text.Length || text[at] is '/' or '>')
                return false;
            name = Until(" \n\r\t=/>");
            if (TryTake('='))
            {
                Take('"');
                value = Until("\"");
                at++;
            }
            return true;
        }

        private ReadOnlySpan<char> Until(string ends)
        {
            var length = text.AsSpan(at).IndexOfAny(ends);
            if (length < 0)
                throw new FormatException($"Not closed at {at}: {text}");
            at += length;
            return text.AsSpan(at - length, length);
        }

        private bool TryTake(char expected)
        {
            if (AtEnd || text[at] != expected)
                return false;
            at++;
            return true;
        }

        private void Take(char expected)
        {
            if (!TryTake(expected))
                throw new FormatException($"'{expected}' expected at {at}: {text}");
        }
    }
}
