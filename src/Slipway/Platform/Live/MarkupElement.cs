using System.Net;

namespace Slipway.Platform.Live;

/// <summary>An element of what this program itself has drawn: every tag is closed and every value stands in double quotes.</summary>
/// <param name="Name">Such as <c>li</c>.</param>
/// <param name="Attributes">With their values as people read them.</param>
/// <param name="Children">Its elements, without the words between them.</param>
/// <param name="Inner">Everything between its tags, as it stands.</param>
/// <param name="Words">The words directly in it, one for each gap between its children; spaces that nobody sees left out.</param>
internal sealed record MarkupElement(string Name, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<MarkupElement> Children, string Inner, string Words)
{
    private static readonly HashSet<string> Empty = ["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];

    public string? Id => Attributes.GetValueOrDefault("id");

    /// <summary>The element as it stands.</summary>
    public required string Outer { get; init; }

    /// <exception cref="FormatException">It is not one element, or not well formed.</exception>
    public static MarkupElement Parse(string markup)
    {
        var text = markup.Trim();
        var reader = new Reader(text);
        var element = reader.Element();
        return reader.AtEnd ? element : throw new FormatException($"More than one element: {text}");
    }

    private sealed class Reader(string text)
    {
        private int at;

        public bool AtEnd => at == text.Length;

        public MarkupElement Element()
        {
            var start = at;
            Take('<');
            var name = Until(" \n\r\t/>");
            var attributes = Attributes();
            var closed = TryTake('/');
            Take('>');
            var inner = at;
            if (closed || Empty.Contains(name))
                return new(name, attributes, [], "", "") { Outer = text[start..at] };
            var (children, words, wordsFrom) = (new List<MarkupElement>(), new List<string>(), at);
            while (true)
            {
                at = text.IndexOf('<', at);
                if (at < 0)
                    throw new FormatException($"<{name}> is not closed: {text}");
                words.Add(string.Join(' ', text[wordsFrom..at].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
                if (text.AsSpan(at).StartsWith("</"))
                    break;
                children.Add(Element());
                wordsFrom = at;
            }
            var end = at;
            if (!text.AsSpan(at + 2).StartsWith(name + ">"))
                throw new FormatException($"<{name}> is closed by another tag: {text}");
            at += name.Length + 3;
            return new(name, attributes, children, text[inner..end], string.Join('\n', words)) { Outer = text[start..at] };
        }

        private Dictionary<string, string> Attributes()
        {
            var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            while (true)
            {
                while (at < text.Length && char.IsWhiteSpace(text[at]))
                    at++;
                if (at == text.Length || text[at] is '/' or '>')
                    return attributes;
                var name = Until(" \n\r\t=/>");
                var value = "";
                if (TryTake('='))
                {
                    Take('"');
                    value = Until("\"");
                    at++;
                }
                attributes[name] = WebUtility.HtmlDecode(value);
            }
        }

        private string Until(string ends)
        {
            var length = text.AsSpan(at).IndexOfAny(ends);
            if (length < 0)
                throw new FormatException($"Not closed at {at}: {text}");
            at += length;
            return text[(at - length)..at];
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
