using System.Collections;
using System.Reflection;
using System.Text;
using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Testing;

/// <summary>
/// Everything that a value holds, line by line, so that a test can compare two plans by what they mean: a record
/// compares its lists by identity only. Where a task stands in its file is left out.
/// </summary>
public static class Structure
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, string path)
    {
        switch (value)
        {
            case null:
                text.Append(path).Append(" is missing\n");
                break;
            case string or ValueType or PlanTime or PlanDuration:
                text.Append(path).Append(" = ").Append(value is string words ? words.Replace("\r", "␍", StringComparison.Ordinal).Replace("\n", "⏎", StringComparison.Ordinal) : value).Append('\n');
                break;
            case DateTimeZone zone:
                text.Append(path).Append(" = ").Append(zone.Id).Append('\n');
                break;
            case LocalizedText localized:
                Write(text, localized.ByLanguage, path);
                break;
            case IEnumerable items:
                var number = 0;
                foreach (var item in items)
                    Write(text, item, $"{path}/{number++}");
                text.Append(path).Append(" has ").Append(number).Append('\n');
                break;
            default:
                text.Append(path).Append(" is ").Append(value.GetType().Name).Append('\n');
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0 && property.Name is not (nameof(PlanTask.Path) or nameof(Plan.Tasks))))
                    Write(text, property.GetValue(value), $"{path}/{property.Name}");
                break;
        }
    }
}
