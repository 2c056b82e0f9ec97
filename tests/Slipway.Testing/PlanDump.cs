using System.Collections;
using System.Reflection;
using System.Text;
using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Testing;

/// <summary>
/// Everything that a plan says, as text: two plans are equal when their dumps are. Walks over public properties, so that
/// a new one is compared from the day it exists.
/// </summary>
public static class PlanDump
{
    public static string Of(Plan plan)
    {
        var text = new StringBuilder();
        Write(text, "launch", plan.Launch);
        Write(text, "workstreams", plan.Workstreams);
        Write(text, "forward", plan.Forward);
        Write(text, "rollback", plan.Rollback);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string path, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string or bool or int or double or Enum or PlanDuration or LocalDateTime or Offset:
                text.Append(path).Append(" = ").Append(value is string word ? word.Replace("\n", "\\n", StringComparison.Ordinal) : value).AppendLine();
                break;
            case DateTimeZone zone:
                text.Append(path).Append(" = ").AppendLine(zone.Id);
                break;
            case LocalizedText localized:
                foreach (var (language, words) in localized.ByLanguage)
                    Write(text, $"{path}[{language}]", words);
                break;
            case IEnumerable items:
                var number = 0;
                foreach (var item in items)
                    Write(text, $"{path}/{number++}", item);
                break;
            default:
                text.Append(path).Append(" : ").AppendLine(value.GetType().Name);
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
                    Write(text, $"{path}/{property.Name}", property.GetValue(value));
                break;
        }
    }
}
