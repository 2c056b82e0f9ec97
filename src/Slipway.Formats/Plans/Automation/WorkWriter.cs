using System.Globalization;
using Slipway.Formats.Yaml;
using Slipway.Planning.Automation;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Writes what only an automated task has, and where such tasks act.</summary>
internal static class WorkWriter
{
    public static void Write(YamlWriter file, AutomatedWork work)
    {
        Write(file, "with", work.With.Written);
        file.Raw("hold", work.Hold ? "true" : null);
        file.Raw("retry", Written(work.Retry));
        file.Raw("timeout", work.Timeout?.ToString());
        file.Raw("onCrash", work.OnCrash == CrashPolicy.Ask ? null : Words.Of(Words.CrashPolicies, work.OnCrash));
        if (work.Verify is { } verify)
        {
            file.Block("verify", () =>
            {
                file.Raw("kind", Words.Of(Words.WorkKinds, verify.Kind));
                Write(file, "with", verify.Written);
            });
        }
    }

    public static void Write(YamlWriter file, IReadOnlyDictionary<string, string>? live, IReadOnlyDictionary<string, string>? rehearsal)
    {
        if (live is null && rehearsal is null)
            return;
        file.Block("environments", () =>
        {
            file.Raw("live", InBraces(live));
            file.Raw("rehearsal", InBraces(rehearsal));
        });
    }

    /// <summary>All of it on one line, for a cell of a sheet.</summary>
    public static string InBraces(AutomatedWork work) => YamlWriter.Map(
        ("kind", Words.Of(Words.WorkKinds, work.With.Kind)),
        ("with", InBraces(work.With.Written)),
        ("hold", work.Hold ? "true" : null),
        ("retry", Written(work.Retry)),
        ("timeout", work.Timeout?.ToString()),
        ("onCrash", work.OnCrash == CrashPolicy.Ask ? null : Words.Of(Words.CrashPolicies, work.OnCrash)),
        ("verify", work.Verify is { } verify ? YamlWriter.Map(("kind", Words.Of(Words.WorkKinds, verify.Kind)), ("with", InBraces(verify.Written))) : null))!;

    /// <summary>The values of an environment on one line; null where there is none.</summary>
    public static string? InBraces(IReadOnlyDictionary<string, string>? values) => values switch
    {
        null => null,
        { Count: 0 } => "{}",
        _ => YamlWriter.Map([.. values.Select(pair => (pair.Key, (string?)YamlScalarText.OneLine(pair.Value)))]),
    };

    public static string InBraces(Setting setting) => setting switch
    {
        Setting.Text text => YamlScalarText.OneLine(text.Value),
        Setting.List list => $"[{string.Join(", ", list.Items.Select(InBraces))}]",
        Setting.Map map => YamlWriter.Map([.. map.Entries.Select(entry => (entry.Key, (string?)InBraces(entry.Value)))]) ?? "{}",
        _ => throw new InvalidOperationException("A setting is a text, a list or a mapping."),
    };

    private static string? Written(Retry retry) => retry.Times == 0 ? null : YamlWriter.Map(
        ("times", retry.Times.ToString(CultureInfo.InvariantCulture)),
        ("wait", retry.Wait.ToString()),
        ("factor", retry.Factor.Equals(1) ? null : retry.Factor.ToString("R", CultureInfo.InvariantCulture)));

    private static void Write(YamlWriter file, string key, Setting setting)
    {
        switch (setting)
        {
            case Setting.Text text:
                file.Text(key, text.Value);
                break;
            case Setting.List { Items: var items } when items.All(item => item is Setting.Text):
                file.Raw(key, YamlWriter.List(items.Select(item => ((Setting.Text)item).Value)) ?? "[]");
                break;
            case Setting.List { Items: var items }:
                file.Blocks(key, items, item => WriteAll(file, (Setting.Map)item));
                break;
            case Setting.Map map:
                file.Block(key, () => WriteAll(file, map));
                break;
        }
    }

    public static void WriteAll(YamlWriter file, Setting.Map map)
    {
        foreach (var (key, value) in map.Entries)
            Write(file, key, value);
    }
}
