using Slipway.Planning.Plans;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Slipway.Formats.Yaml;

/// <summary>Reads a YAML file into nodes with their places, by YamlDotNet's parser and none of its object mapping.</summary>
/// <remarks>
/// Every scalar stays text. Anchors, aliases and tags are refused where they stand and never followed, so that no file
/// can grow in memory; nesting ends at <see cref="DeepestLevel"/>; of two equal keys the first counts.
/// </remarks>
internal sealed class YamlTree
{
    /// <summary>A plan nests ten deep, where a task waits for what an answer says.</summary>
    public const int DeepestLevel = 20;

    private readonly string text;
    private readonly string file;
    private readonly ProblemList problems;
    private readonly Parser parser;
    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);
    private readonly Stack<SourceSpan> brackets = new();
    private readonly int shift;
    private ParsingEvent at = new StreamStart();

    private YamlTree(string text, int shift, string file, ProblemList problems)
    {
        this.text = text;
        this.shift = shift;
        this.file = file;
        this.problems = problems;
        parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The file's root; null when the file is not YAML, is empty or nests too deeply, which is then reported.</summary>
    public static YamlNode? Read(string text, string file, ProblemList problems)
    {
        var mark = text.StartsWith('\uFEFF') ? 1 : 0;
        if (YamlText.IsTooLarge(text))
        {
            problems.Error("too-large", new SourceSpan(file, 1, 1), null, YamlText.Megabytes(YamlText.LargestFile));
            return null;
        }
        // A byte order mark becomes a space, so that every offset is one into the text as it was given.
        var clean = YamlText.WithoutControlCharacters(mark == 1 ? " " + text[1..] : text, file, problems);
        YamlText.TellDirectionMarks(clean, file, problems);
        if (string.IsNullOrWhiteSpace(clean))
        {
            problems.Error("empty-file", new SourceSpan(file, 1, 1), null, file);
            return null;
        }
        var tree = new YamlTree(clean[mark..], mark, file, problems);
        try
        {
            return tree.Document();
        }
        catch (TooDeepException deep)
        {
            problems.Error("too-deep", deep.Where, null, DeepestLevel.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (YamlException broken)
        {
            SyntaxProblem.Report(broken.Message, tree.Place(broken.Start, broken.End), tree.OpenBracket, clean, problems);
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException or NullReferenceException)
        {
            // YamlDotNet 18.1 lets these out for some broken files, such as a bracket that is never closed.
            SyntaxProblem.Report("", tree.Place(tree.at.Start, tree.at.End), tree.OpenBracket, clean, problems);
        }
        return null;
    }

    private SourceSpan? OpenBracket => brackets.TryPeek(out var open) ? open : null;

    private YamlNode? Document()
    {
        Next();
        Next();
        if (at is StreamEnd)
        {
            problems.Error("empty-file", new SourceSpan(file, 1, 1), null, file);
            return null;
        }
        if (at is DocumentStart { Tags: { } declared } && declared.Any(tag => tag.Handle is not ("!" or "!!")))
        {
            // A prefix of a million characters would be copied into each tag that uses it.
            problems.Error("tag", Place(at.Start, at.Start), null, "%TAG");
            return null;
        }
        Next();
        var root = Node(1);
        while (at is DocumentEnd)
            Next();
        if (at is DocumentStart second)
            problems.Error("several-documents", Place(second.Start, second.End), null);
        return root;
    }

    private YamlNode Node(int depth)
    {
        if (depth > DeepestLevel)
            throw new TooDeepException(Place(at.Start, at.End));
        if (at is NodeEvent node)
        {
            if (!node.Anchor.IsEmpty)
                problems.Error("alias", Place(node.Start, node.Start), null, "&" + node.Anchor.Value);
            if (!node.Tag.IsEmpty)
                problems.Error("tag", Place(node.Start, node.Start), null, node.Tag.IsNonSpecific ? "!" : node.Tag.Value);
        }
        switch (at)
        {
            case AnchorAlias alias:
                var where = Place(alias.Start, alias.End);
                problems.Error("alias", where, null, "*" + alias.Value.Value);
                Next();
                return new YamlRefused(where);
            case Scalar scalar:
                Next();
                return Read(scalar);
            case SequenceStart start:
                return Sequence(start, depth);
            case MappingStart start:
                return Mapping(start, depth);
            default:
                throw new InvalidOperationException($"YAML event {at.GetType().Name}.");
        }
    }

    private YamlScalar Read(Scalar scalar)
    {
        var where = Place(scalar.Start, scalar.End);
        var text = scalar.Value;
        if (scalar.Style is YamlDotNet.Core.ScalarStyle.DoubleQuoted && YamlText.FirstBad(text) is { } bad)
        {
            problems.Error("control-character", where, null, $"U+{(int)bad:X4}");
            text = string.Concat(text.Select(character => YamlText.IsBad(character) ? '\uFFFD' : character));
        }
        if (scalar.Style is YamlDotNet.Core.ScalarStyle.DoubleQuoted && YamlText.FirstTurning(text) is { } turning && !this.text.AsSpan((int)scalar.Start.Index, (int)(scalar.End.Index - scalar.Start.Index)).Contains(turning))
            problems.Warning("direction-mark", where, null, $"U+{(int)turning:X4}");
        return new YamlScalar(where, text, scalar.Style switch
        {
            YamlDotNet.Core.ScalarStyle.Plain => ScalarStyle.Plain,
            YamlDotNet.Core.ScalarStyle.Literal or YamlDotNet.Core.ScalarStyle.Folded => ScalarStyle.Block,
            _ => ScalarStyle.Quoted,
        });
    }

    private YamlSequence Sequence(SequenceStart start, int depth)
    {
        Open(start);
        var items = new List<YamlNode>();
        while (at is not SequenceEnd)
            items.Add(Node(depth + 1));
        var flow = start.Style == SequenceStyle.Flow;
        var where = Whole(start, flow, items.Count > 0 ? items[^1].Where.End : 0);
        Close(start);
        return new YamlSequence(where, flow, items);
    }

    private YamlMapping Mapping(MappingStart start, int depth)
    {
        Open(start);
        var entries = new List<YamlEntry>();
        Dictionary<string, SourceSpan>? seen = null;
        var end = 0;
        while (at is not MappingEnd)
        {
            var key = Node(depth + 1);
            var value = Node(depth + 1);
            end = Math.Max(key.Where.End, value.Where.End);
            if (key is not YamlScalar { Text: var name })
            {
                problems.Error("wrong-key", key.Where, null);
                continue;
            }
            if (entries.Count >= 32)
                seen ??= entries.ToDictionary(entry => entry.Key, entry => entry.KeyWhere, StringComparer.Ordinal);
            if (seen is not null ? !seen.TryAdd(name, key.Where) : entries.Exists(entry => entry.Key == name))
            {
                problems.Add(new Problem("duplicate-key", Severity.Error, key.Where, null, [name]) { SeeAlso = seen?[name] ?? entries.Find(entry => entry.Key == name).KeyWhere });
                continue;
            }
            entries.Add(new YamlEntry(Shared(name), key.Where, value));
        }
        var flow = start.Style == MappingStyle.Flow;
        var where = Whole(start, flow, end);
        Close(start);
        return new YamlMapping(where, flow, entries);
    }

    private void Open(ParsingEvent start)
    {
        if (IsBracket(start))
            brackets.Push(Place(start.Start, start.Start) with { End = (int)start.Start.Index + shift + 1 });
        Next();
    }

    private void Close(ParsingEvent start)
    {
        if (IsBracket(start))
            brackets.Pop();
        Next();
    }

    private bool IsBracket(ParsingEvent start) => start.Start.Index < text.Length && text[(int)start.Start.Index] is '[' or '{';

    /// <summary>A block, and a pair without braces, ends where its last value ends; the parser would say: where the next thing begins.</summary>
    private SourceSpan Whole(ParsingEvent start, bool isFlow, int lastEnd)
    {
        var span = Place(start.Start, at.Start);
        return span with { End = isFlow && IsBracket(start) ? span.End + 1 : Math.Max(lastEnd, span.Start) };
    }

    private SourceSpan Place(Mark start, Mark end) =>
        new(file, (int)start.Line, (int)start.Column + (start.Line == 1 ? shift : 0), (int)start.Index + shift, (int)end.Index + shift);

    private string Shared(string key)
    {
        if (keys.Count < 1000)
            keys.TryAdd(key, key);
        return keys.GetValueOrDefault(key, key);
    }

    private void Next()
    {
        if (!parser.MoveNext())
            throw new InvalidOperationException("The file ends inside a value.");
        at = parser.Current!;
    }

    private sealed class TooDeepException(SourceSpan where) : Exception
    {
        public SourceSpan Where { get; } = where;
    }
}
