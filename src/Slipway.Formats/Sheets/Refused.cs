namespace Slipway.Formats.Sheets;

/// <summary>How the readers stop, deep inside, at a file that they cannot take. Never leaves this project: it becomes a problem.</summary>
internal sealed class Refused(InputRule rule, params string[] values) : Exception(rule.Name)
{
    public InputRule Rule { get; } = rule;
    public IReadOnlyList<string> Values { get; } = values;
}
