using System.Globalization;
using Slipway.Planning.Plans;

namespace Slipway.Formats;

/// <summary>A kind of problem with a file that somebody gives: its stable name and its English sentences, with {0} … for values.</summary>
public sealed record InputRule(string Name, Severity Severity, string Message, string Remedy)
{
    /// <summary>A sentence with its values.</summary>
    public static string Filled(string sentence, IReadOnlyList<string> values) => string.Format(CultureInfo.InvariantCulture, sentence, [.. values]);

    /// <summary>One line for a terminal or a log: what is wrong; what to do.</summary>
    public string Line(IReadOnlyList<string> values)
    {
        var remedy = Filled(Remedy, values).TrimEnd('.');
        return $"{Filled(Message, values).TrimEnd('.')}; {(remedy.Length > 1 && char.IsLower(remedy[1]) ? char.ToLowerInvariant(remedy[0]) + remedy[1..] : remedy)}";
    }

    /// <summary>All rules that are fields of a type.</summary>
    internal static IReadOnlyList<InputRule> Of(Type type) =>
        [.. type.GetFields().Where(field => field.FieldType == typeof(InputRule)).Select(field => (InputRule)field.GetValue(null)!)];
}
