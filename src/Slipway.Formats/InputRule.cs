using System.Globalization;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Formats;

/// <summary>A kind of problem with a file that somebody gives: its stable name and its English sentences, with {0} … for values.</summary>
/// <remarks>
/// A value for which the message has no place is a detail for whoever looks into the file with tools: it stands behind
/// the message in English, and in no page.
/// </remarks>
public sealed record InputRule(string Name, Severity Severity, string Message, string Remedy)
{
    /// <summary>A sentence with its values.</summary>
    public static string Filled(string sentence, IReadOnlyList<string> values) => string.Format(CultureInfo.InvariantCulture, sentence, [.. values]);

    /// <summary>The message with its values and with a detail, if there is one.</summary>
    public string Said(IReadOnlyList<string> values) =>
        values is [{ Length: > 0 } detail] && !Message.Contains("{0}", StringComparison.Ordinal) && !Remedy.Contains("{0}", StringComparison.Ordinal)
            ? $"{Message.TrimEnd('.')} ({detail})." : Filled(Message, values);

    /// <summary>One line for a terminal or a log: what is wrong; what to do.</summary>
    public string Line(IReadOnlyList<string> values)
    {
        var remedy = Filled(Remedy, values).TrimEnd('.');
        return $"{Said(values).TrimEnd('.')}; {ProblemText.WithinSentence(remedy)}";
    }

    /// <summary>All rules that are fields of a type.</summary>
    internal static IReadOnlyList<InputRule> Of(Type type) =>
        [.. type.GetFields().Where(field => field.FieldType == typeof(InputRule)).Select(field => (InputRule)field.GetValue(null)!)];
}
