using System.Collections.Concurrent;
using System.Reflection;

namespace Slipway.Platform.Localisation;

/// <summary>
/// All texts of the program, from the files <c>Texts/*.yaml</c> that lie beside the features and are embedded in it.
/// </summary>
/// <remarks>
/// A key begins with its file's name (<c>room.needs-someone</c>), so that a file is read when its first text is asked
/// for and never before.
/// </remarks>
/// <param name="assembly">Where the files are embedded.</param>
/// <param name="strict">Whether a missing text throws, as in development and tests, or shows its key.</param>
public sealed class TextCatalog(Assembly assembly, bool strict)
{
    /// <summary>Resource names begin with this; the project file gives them.</summary>
    private const string Prefix = "texts/";

    private readonly ConcurrentDictionary<string, Dictionary<string, Dictionary<string, Sentence>>> files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Texts> byLanguage = new(StringComparer.Ordinal);

    public bool IsStrict => strict;

    /// <summary>The names of the files, without their ending.</summary>
    public IReadOnlyList<string> Files { get; } =
    [
        .. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .Order(StringComparer.Ordinal),
    ];

    private HashSet<string> Names => field ??= [.. Files];

    /// <summary>The texts in a language; English for one that the pages do not speak.</summary>
    public Texts In(string language) =>
        byLanguage.GetOrAdd(Languages.Match(language) ?? Languages.English, known => new Texts(this, known));

    /// <summary>The texts of one file by key (without the file's name) and language.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, Sentence>> File(string name) => files.GetOrAdd(name, Load);

    /// <summary>Whether there is a text of this key: <c>room.needs-someone</c>.</summary>
    public bool Has(string key) => Find(key) is not null;

    internal Sentence? Find(string key, string language) => Find(key)?.GetValueOrDefault(language);

    private Dictionary<string, Sentence>? Find(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        // A sentence that was written for somebody has a full stop too, and names no file.
        return dot <= 0 || !Names.Contains(key[..dot]) ? null : File(key[..dot]).GetValueOrDefault(key[(dot + 1)..]);
    }

    private Dictionary<string, Dictionary<string, Sentence>> Load(string name)
    {
        using var stream = assembly.GetManifestResourceStream($"{Prefix}{name}.yaml");
        if (stream is null)
            return [];
        using var reader = new StreamReader(stream);
        return TextFile.Read(reader);
    }
}
