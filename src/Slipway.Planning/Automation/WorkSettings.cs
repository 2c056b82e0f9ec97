using Slipway.Planning.Plans;

namespace Slipway.Planning.Automation;

/// <summary>The settings of one piece of work, as the plan's <c>with</c> gives them; each kind has its own.</summary>
/// <remarks>Their texts may hold placeholders, which are filled in when the work begins and not before: <see cref="Placeholder"/>.</remarks>
public abstract record WorkSettings
{
    public abstract WorkKind Kind { get; }

    /// <summary>The settings in the plan's notation, without those that have their default: what is written, shown, compared and searched.</summary>
    public Setting.Map Written => Tell(whole: false);

    /// <summary>The same with those that have their default: what whoever approves it has to see.</summary>
    public Setting.Map Whole => Tell(whole: true);

    /// <summary>The settings in the plan's notation and order.</summary>
    /// <param name="whole">Whether those are told too that have their default.</param>
    public abstract Setting.Map Tell(bool whole);

    /// <summary>The same with its kind, as a check inside other settings is written.</summary>
    public Setting.Map AsCheck(bool whole) => Setting.Map.Of(("kind", Setting.Of($"{Kind}".ToLowerInvariant())), ("with", Tell(whole)));

    /// <summary>Placeholders that are filled in by the work itself or by the run, whatever the environment holds.</summary>
    public virtual IReadOnlyCollection<string> Given => OfEveryRun;

    /// <summary>These settings and those inside of them, each with the path to it.</summary>
    public virtual IEnumerable<(string Path, WorkSettings Settings)> Parts(string path) => [(path, this)];

    /// <summary>What every run fills in: the launch, the run, the task, and the key that tells a repetition.</summary>
    public static IReadOnlyCollection<string> OfEveryRun { get; } = ["launch", "run", "task", "attempt", "key"];
}

/// <summary>A value of a task's settings in the plan's notation.</summary>
public abstract record Setting
{
    private Setting() { }

    /// <summary>A scalar.</summary>
    public sealed record Text(string Value) : Setting;

    public sealed record List(IReadOnlyList<Setting> Items) : Setting;

    public sealed record Map(IReadOnlyList<(string Key, Setting Value)> Entries) : Setting
    {
        /// <summary>A mapping of those values that there are.</summary>
        public static Map Of(params IReadOnlyList<(string Key, Setting? Value)> entries) =>
            new([.. entries.Where(entry => entry.Value is not null).Select(entry => (entry.Key, entry.Value!))]);
    }

    public static Setting? Of(string? text) => text is null ? null : new Text(text);

    /// <summary>A text for everybody, or one for each language.</summary>
    public static Setting Of(LocalizedText text) => text.ByLanguage.TryGetValue(LocalizedText.AnyLanguage, out var any)
        ? new Text(any)
        : new Map([.. text.ByLanguage.Select(pair => (pair.Key, (Setting)new Text(pair.Value)))]);

    /// <summary>A list of texts; null for an empty one.</summary>
    public static Setting? Of(IReadOnlyList<string> texts) => texts.Count == 0 ? null : new List([.. texts.Select(text => new Text(text))]);

    /// <summary>Names with their texts; null for none.</summary>
    public static Setting? Of(IReadOnlyList<KeyValuePair<string, string>> pairs) =>
        pairs.Count == 0 ? null : new Map([.. pairs.Select(pair => (pair.Key, (Setting)new Text(pair.Value)))]);

    /// <summary>Every text in it with the path to it: <c>arguments/2</c>.</summary>
    public IEnumerable<(string Path, string Value)> Texts(string path = "") => this switch
    {
        Text text => [(path, text.Value)],
        List list => list.Items.SelectMany((item, index) => item.Texts(Join(path, $"{index}"))),
        Map map => map.Entries.SelectMany(entry => entry.Value.Texts(Join(path, entry.Key))),
        _ => throw new InvalidOperationException("A setting is a text, a list or a mapping."),
    };

    private static string Join(string path, string step) => path.Length == 0 ? step : $"{path}/{step}";
}
