using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Slipway.Platform.Localisation;

/// <summary>One file of texts: key, then language, then a sentence or its plural forms.</summary>
/// <remarks>Read as a stream of YAML events: the object mapper would cost the first page a third of a second.</remarks>
public static class TextFile
{
    /// <summary>The texts by key and language.</summary>
    /// <exception cref="FormatException">The file does not have that shape; the message says where.</exception>
    public static Dictionary<string, Dictionary<string, Sentence>> Read(TextReader reader)
    {
        try
        {
            return Texts(reader);
        }
        catch (InvalidOperationException impossible)
        {
            // YamlDotNet's scanner loses its own state on some malformed flow sequences (“::[” in a key) instead of saying where.
            throw new FormatException("the file is not YAML; look for a bracket or a colon too many", impossible);
        }
    }

    private static Dictionary<string, Dictionary<string, Sentence>> Texts(TextReader reader)
    {
        var parser = new Parser(reader);
        parser.Consume<StreamStart>();
        var texts = new Dictionary<string, Dictionary<string, Sentence>>(StringComparer.Ordinal);
        if (parser.Accept<StreamEnd>(out _))
            return texts;
        parser.Consume<DocumentStart>();
        foreach (var (key, _) in Keys(parser))
        {
            var languages = new Dictionary<string, Sentence>(StringComparer.Ordinal);
            foreach (var (language, _) in Keys(parser))
                Add(languages, language, Typeset(ReadSentence(parser), language));
            Add(texts, key, languages);
        }
        return texts;
    }

    /// <summary>What a language's typography wants and nobody should have to type.</summary>
    private static Sentence Typeset(Sentence sentence, string language) => language switch
    {
        Languages.French => sentence.Each(FrenchSpaces.Bind),
        Languages.Arabic => sentence.Each(QuotedCode.Isolate),
        _ => sentence,
    };

    private static Sentence ReadSentence(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var plain))
            return new Sentence(plain.Value, null);
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (category, _) in Keys(parser))
            Add(forms, category, parser.Consume<Scalar>().Value);
        return new Sentence(null, forms);
    }

    private static IEnumerable<(string Key, Mark Where)> Keys(Parser parser)
    {
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            yield return (key.Value, key.Start);
        }
    }

    private static void Add<T>(Dictionary<string, T> map, string key, T value)
    {
        if (!map.TryAdd(key, value))
            throw new FormatException($"the key {key} stands twice; keep one");
    }
}

/// <summary>A text in one language: one sentence, or one for each plural category of the number named n.</summary>
public sealed record Sentence(string? Plain, IReadOnlyDictionary<string, string>? Plurals)
{
    /// <summary>All forms, for checks.</summary>
    public IEnumerable<string> Forms => Plain is not null ? [Plain] : Plurals!.Values;

    /// <summary>The same with every form changed.</summary>
    public Sentence Each(Func<string, string> change) =>
        new(Plain is null ? null : change(Plain), Plurals?.ToDictionary(form => form.Key, form => change(form.Value), StringComparer.Ordinal));
}
