using System.Globalization;
using Slipway.Formats;
using Slipway.Formats.Sheets;
using Slipway.Formats.Zips;
using Slipway.Planning.Plans;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared;

/// <summary>What is wrong with a sheet or a zip, and what its columns are called, in the language of a page.</summary>
public static class SheetSentences
{
    public static string Message(Texts texts, SheetProblem problem) => Say(texts, problem.Rule, "message", problem.Values);

    public static string Remedy(Texts texts, SheetProblem problem) => Say(texts, problem.Rule, "remedy", problem.Rule == SheetRules.UnknownRole ? [problem.Values[0], RoleNames(texts)] : problem.Values);

    public static string Message(Texts texts, ZipRefusal refusal) => Say(texts, refusal.Rule, "message", refusal.Values);

    public static string Remedy(Texts texts, ZipRefusal refusal) => Say(texts, refusal.Rule, "remedy", refusal.Values);

    /// <summary>What a column can be: Owner, Durée …</summary>
    public static string Name(Texts texts, SheetField field) => texts[$"sheetfields.{Key(field)}"];

    /// <summary>What a sheet can be: forward tasks, people …</summary>
    public static string Name(Texts texts, SheetRole role) => texts[$"sheetfields.role-{Key(role)}"];

    public static string Name(Texts texts, DurationUnit unit) => texts[$"sheetfields.unit-{Key(unit)}"];

    /// <summary>As the pages call them; the import knows these words like the roles' own.</summary>
    private static string RoleNames(Texts texts) => string.Join(texts["chart.list-separator"], Roles.OfPeople.Select(role => texts[$"roles.{role}"]));

    private static string Key<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Say(Texts texts, InputRule rule, string part, IReadOnlyList<string> values) =>
        texts.Format($"sheets.{rule.Name}.{part}", [.. values.Select((value, number) => ($"{number}", Written(value)))]);

    /// <summary>A large number as the pages write it; the command line parts thousands by commas.</summary>
    private static object? Written(string value) =>
        value.Contains(',', StringComparison.Ordinal) && long.TryParse(value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && value == number.ToString("N0", CultureInfo.InvariantCulture)
            ? number : value;
}
